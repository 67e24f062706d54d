-- Purpose: a person stops a mail that waits: it counts as not delivered, so that the turn comes back and its ticket says so (R15).
-- Returns: nothing; TU002 when there is none, TU003 when it does not wait any more.
-- Calls:   outbox_fail. Writes: what that does.
create or replace function turno.outbox_cancel(p_outbox bigint, p_note text)
returns void
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_outbox outbox;
begin
    perform from outbox_job j where j.outbox_id = p_outbox for update; -- before the row, as outbox_claim does
    select * into v_outbox from outbox o where o.id = p_outbox for update;
    if not found then
        raise exception using errcode = 'TU002', message = format('There is no outgoing mail %s.', p_outbox);
    elsif v_outbox.state <> 'queued' then
        raise exception using errcode = 'TU003', message = 'This mail does not wait any more: it cannot be stopped.';
    end if;
    perform outbox_fail(p_outbox, p_note, false);
end
$$;
comment on function turno.outbox_cancel(bigint, text) is 'Stops a mail that waits.';
alter function turno.outbox_cancel(bigint, text) owner to turno_gateway;
revoke execute on function turno.outbox_cancel(bigint, text) from public;
grant execute on function turno.outbox_cancel(bigint, text) to turno_act;
