-- Purpose: which operators are told by mail that something happened to a ticket (R34): those that notice_rule names, of them
--          who sees the ticket (R9), minus the actor, who wants no mail or not of this, who is gone and whose address is dead.
--          Of a draft nobody is told (R32). p_only names colleagues (R22). A raise is told to who has the category at Advanced, or those in p_only of them, not to
--          who sees the ticket because he opened it (R11).
-- Returns: operator_id, address, language, template; each operator once.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.notice_operators(p_ticket bigint, p_event text, p_actor bigint, p_only bigint[])
returns table (operator_id bigint, address text, language text, template text)
language plpgsql stable
as $$
#variable_conflict use_column
begin
    return query
    select distinct on (o.id) o.id, a.address, o.language, r.template
    from turno.ticket t
    join turno.notice_rule r on r.event = p_event and r.channel = 'mail' and r.is_on
        and r.audience in ('assignee', 'operators', 'colleagues')
    cross join lateral (
        select s.operator_id from turno.operator_scope s where s.category_id = t.category_id and s.level = t.level
        union
        select t.opened_by where t.opened_by is not null and p_event <> 'raised') seer
    join turno.operator o on o.id = seer.operator_id and o.is_active and o.wants_mail
    join turno.address a on a.operator_id = o.id and a.is_main and a.dead_at is null
    where t.id = p_ticket and t.deleted_at is null and not t.is_draft and o.id is distinct from p_actor
        and case r.audience when 'operators' then p_event <> 'raised' or p_only is null or o.id = any (p_only)
            when 'assignee' then o.id = t.assignee_id else o.id = any (p_only) end
        and not exists (select from turno.notice_mute m where m.operator_id = o.id and m.event = p_event
            and (m.category_id is null or m.category_id = t.category_id))
    order by o.id, r.audience;
end
$$;
comment on function turno.notice_operators is 'Operators who are told of an event of a ticket (R9, R11, R22, R34).';
revoke execute on function turno.notice_operators from public;
grant execute on function turno.notice_operators to turno_gateway;
