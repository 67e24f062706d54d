-- Purpose: notify every operator who may see the ticket (R9, R34), minus the actor, those who want no mail,
--          those gone and those whose address is dead.
-- Returns: number of mails put in the outbox. p_what names the event for the template (opened, message, failed, held, raised,
--          note …), p_reason says why, p_only narrows to these operators. That mails are held is told once an hour for each
--          ticket: the timeline names them all.
-- Calls:   outbox_add, throttle_take. Writes: outbox, throttle.
create or replace function turno.notify(p_ticket bigint, p_post bigint, p_what text, p_actor bigint default null,
    p_reason text default null, p_only bigint[] default null)
returns integer
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
begin
    return (with told as materialized (
            select o.id, a.address, o.language
            from turno.ticket t
            cross join lateral (
                select s.operator_id from turno.operator_scope s where s.category_id = t.category_id and s.level = t.level
                union
                select t.opened_by where t.opened_by is not null) seer
            join turno.operator o on o.id = seer.operator_id and o.is_active and o.wants_mail
            join turno.address a on a.operator_id = o.id and a.is_main and a.dead_at is null
            where t.id = p_ticket and o.id is distinct from p_actor and (p_only is null or o.id = any (p_only))
            order by o.id)
        select count(turno.outbox_add(p_ticket, p_post, 'notification', null, x.id, x.address, x.language,
            jsonb_build_object('what', p_what, 'reason', p_reason)))::integer
        from told x
        where p_what <> 'held' or turno.throttle_take(format('held:%s:%s', x.id, p_ticket), 1, 1 / 3600.0));
end
$$;
comment on function turno.notify is 'Notifies the operators who may see a ticket (R9, R34).';
alter function turno.notify owner to turno_gateway;
revoke execute on function turno.notify from public;
grant execute on function turno.notify to turno_act;
