-- Purpose: an automation may have taken a ticket from those who were just told of it, and given it to others (R9): mails of this
--          very transaction to operators who do not see it now are taken back, and who sees it now is told in their place.
-- Returns: nothing.
-- Calls:   operator_sees, notify. Writes: outbox, outbox_job.
create or replace function turno.notice_settle(p_ticket bigint, p_event bigint)
returns void
language plpgsql volatile
as $$
declare
    v_event turno.event;
    v_gone bigint[];
begin
    v_gone := array(select o.id from turno.outbox o join turno.outbox_job j on j.outbox_id = o.id
        where o.ticket_id = p_ticket and o.kind = 'notification' and o.created_at = now() and j.step = 'waiting'
            and not turno.operator_sees(o.operator_id, p_ticket));
    if v_gone = '{}' then
        return;
    end if;
    delete from turno.outbox_job j where j.outbox_id = any (v_gone);
    delete from turno.outbox o where o.id = any (v_gone);
    select * into v_event from turno.event e where e.id = p_event;
    if v_event.type in ('opened', 'contact_message') then
        perform turno.notify(p_ticket, coalesce(v_event.post_id, (select min(p.id) from turno.post p where p.ticket_id = p_ticket
                and p.kind = 'message')), case v_event.type when 'opened' then 'opened' else 'message' end, v_event.operator_id);
    end if;
end
$$;
comment on function turno.notice_settle(bigint, bigint) is 'Tells those who see a ticket after an automation, not those before (R9, R36).';
revoke execute on function turno.notice_settle(bigint, bigint) from public;
grant execute on function turno.notice_settle(bigint, bigint) to turno_gateway;
