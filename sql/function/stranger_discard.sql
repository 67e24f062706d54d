-- Purpose: a mail held of somebody who does not take part is not taken in (M18); it stays in the ledger, filtered, and the timeline says who.
-- Returns: nothing; TU003 when it does not wait any more.
-- Calls:   stranger_take, event_add, stranger_done. Writes: event, mail.
create or replace function turno.stranger_discard(p_mail bigint, p_operator bigint, p_channel text)
returns void
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_ticket bigint := (turno.stranger_take(p_mail) ->> 'ticket')::bigint;
begin
    perform turno.event_add(v_ticket, 'held_discarded', 'operator', p_operator, p_channel, null, null, p_mail::text);
    perform turno.stranger_done(p_mail, 'filtered', 'discarded by an operator', v_ticket, null,
        jsonb_build_object('step', 'held_discarded', 'operator', p_operator));
end
$$;
comment on function turno.stranger_discard is 'Discards a mail of somebody who does not take part (M18).';
alter function turno.stranger_discard owner to turno_gateway;
revoke execute on function turno.stranger_discard from public;
grant execute on function turno.stranger_discard to turno_act;
