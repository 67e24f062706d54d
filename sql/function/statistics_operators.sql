-- Purpose: public answers of each operator in a period and open tickets that he has in hand, of some categories (null: of all), where the office wants such figures
--          (stats.per_operator, off by default).
-- Returns: array of {operator, answers, assigned}; null where they are off.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.statistics_operators(p_categories bigint[], p_from timestamptz, p_to timestamptz)
returns jsonb
language plpgsql stable
set search_path = turno, pg_temp
as $$
begin
    if not coalesce((select s.value #>> '{}' from setting s where s.key = 'stats.per_operator'), 'false')::boolean then
        return null;
    end if;
    return (
        with answer as materialized (select p.operator_id, count(*) as n from post p
            where p.at >= p_from and p.at < p_to and p.kind = 'message' and p.operator_id is not null
                and (p_categories is null or exists (select from ticket t where t.id = p.ticket_id and t.category_id = any (p_categories))) group by 1),
        assigned as materialized (select t.assignee_id, count(*) as n from ticket t
            where t.turn in ('operator', 'contact') and t.assignee_id is not null and not t.is_draft
                and (p_categories is null or t.category_id = any (p_categories)) group by 1)
        select coalesce(jsonb_agg(jsonb_build_object('operator', o.name, 'answers', coalesce(a.n, 0), 'assigned', coalesce(g.n, 0))
            order by lower(o.name), o.id), '[]')
        from operator o left join answer a on a.operator_id = o.id left join assigned g on g.assignee_id = o.id
        where o.is_active or a.n > 0 or g.n > 0);
end
$$;
comment on function turno.statistics_operators(bigint[], timestamptz, timestamptz) is 'Figures per operator, where they are on (R38).';
revoke execute on function turno.statistics_operators(bigint[], timestamptz, timestamptz) from public;
grant execute on function turno.statistics_operators(bigint[], timestamptz, timestamptz) to turno_web;
