-- Purpose: what an operator finds in the morning, within his sight (R9, R34): tickets to handle, the most urgent and longest
--          waiting first, and those where the contact's answer is waited for, the oldest first.
-- Returns: {handle: [{reference, subject, at}], handle_count, waiting, waiting_count}; at most 20 each, counts as text: "1000+".
-- Calls:   nothing. Writes: nothing.
create or replace function turno.morning_list(p_operator bigint)
returns jsonb
language plpgsql stable
as $$
begin
    return (with scope as materialized (
            select s.category_id, s.level from turno.operator_scope s where s.operator_id = p_operator
        ), handle as (
            select t.id, t.reference, t.subject, t.waiting_since as at, p.rank
            from scope s cross join turno.priority p
            cross join lateral (select * from turno.ticket t
                where t.category_id = s.category_id and t.level = s.level and t.priority_id = p.id and t.turn = 'operator'
                    and not t.is_draft and t.deleted_at is null
                order by t.waiting_since, t.id limit 20) t
            union
            select t.id, t.reference, t.subject, t.waiting_since, p.rank
            from turno.ticket t join turno.priority p on p.id = t.priority_id
            where t.opened_by = p_operator and t.turn = 'operator' and not t.is_draft and t.deleted_at is null
            order by rank desc, at, id limit 20
        ), waiting as (
            select t.id, t.reference, t.subject, t.waiting_since as at, t.updated_at
            from scope s
            cross join lateral (select * from turno.ticket t
                where t.category_id = s.category_id and t.level = s.level and t.turn = 'contact'
                    and t.deleted_at is null
                order by t.updated_at, t.id limit 20) t
            union
            select t.id, t.reference, t.subject, t.waiting_since, t.updated_at
            from turno.ticket t where t.opened_by = p_operator and t.turn = 'contact' and t.deleted_at is null
            order by updated_at, id limit 20
        ), number as (
            select v.turn, (select count(*) from (
                    select t.id from scope s join turno.ticket t on t.category_id = s.category_id and t.level = s.level and t.turn = v.turn
                    where not t.is_draft and t.deleted_at is null
                    union all
                    select t.id from turno.ticket t where t.opened_by = p_operator and t.turn = v.turn and not t.is_draft and t.deleted_at is null
                        and (t.category_id, t.level) not in (select s.category_id, s.level from scope s)
                    limit 1001) x) as count
            from (values ('operator'), ('contact')) v(turn)
        )
        select jsonb_build_object(
            'handle', (select coalesce(jsonb_agg(to_jsonb(h) - '{id,rank}'::text[] order by h.rank desc, h.at, h.id), '[]') from handle h),
            'waiting', (select coalesce(jsonb_agg(to_jsonb(w) - '{id,updated_at}'::text[] order by w.updated_at, w.id), '[]') from waiting w))
            || (select jsonb_object_agg(case n.turn when 'operator' then 'handle_count' else 'waiting_count' end,
                case when n.count > 1000 then '1000+' else n.count::text end) from number n));
end
$$;
comment on function turno.morning_list is 'What an operator finds in the morning, within his sight (R9, R34).';
revoke execute on function turno.morning_list from public;
grant execute on function turno.morning_list to turno_gateway;
