-- Purpose: a reply by mail that was held is not sent (R29); the mail stays in the ledger, filtered, and the timeline says who.
-- Returns: nothing; TU003 when it does not wait any more.
-- Calls:   held_take, event_add. Writes: mail, event.
create or replace function turno.held_drop(p_mail bigint, p_operator bigint)
returns void
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v jsonb := turno.held_take(p_mail);
begin
    perform turno.event_add((v ->> 'ticket')::bigint, 'held_dropped', 'operator', p_operator, 'web', null, null, p_mail::text);
    update turno.mail
    set outcome = 'filtered', reason = 'a held reply that was not sent',
        trace = trace || jsonb_build_object('step', 'held_dropped', 'operator', p_operator)
    where id = p_mail;
end
$$;
comment on function turno.held_drop is 'Drops a reply by mail that was held (R29).';
alter function turno.held_drop owner to turno_gateway;
revoke execute on function turno.held_drop from public;
grant execute on function turno.held_drop to turno_act;
