-- Purpose: send a mail again that failed, is uncertain or waits (M31), under the same Message-ID. The address is
--          taken to be good again, and the limit of its recipient does not count. A paused account stays paused.
-- Returns: the row as outbox_json; TU002 when there is none, TU003 when it was sent or is being sent.
-- Calls:   outbox_queue, outbox_json. Writes: outbox, outbox_job, address; notifies turno_outbox.
create or replace function turno.outbox_retry(p_outbox bigint)
returns jsonb
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_outbox turno.outbox;
begin
    perform from turno.outbox_job j where j.outbox_id = p_outbox for update; -- before the row, as outbox_claim does
    select * into v_outbox from turno.outbox o where o.id = p_outbox for update;
    if not found then
        raise exception using errcode = 'TU002', message = format('There is no outgoing mail %s.', p_outbox);
    elsif v_outbox.state in ('sent', 'sending') then
        raise exception using errcode = 'TU003',
            message = format('Outgoing mail %s is %s: it is not sent again.', p_outbox, v_outbox.state);
    end if;
    update turno.address set dead_at = null, dead_reason = null
    where folded = lower(v_outbox.recipient) and dead_at is not null;
    update turno.outbox set state = 'queued', tried_at = null, delivery = null where id = p_outbox;
    perform turno.outbox_queue(p_outbox, true);
    return turno.outbox_json(p_outbox);
end
$$;
comment on function turno.outbox_retry is 'Sends a mail again, under the same Message-ID (M31).';
alter function turno.outbox_retry owner to turno_gateway;
revoke execute on function turno.outbox_retry from public;
grant execute on function turno.outbox_retry to turno_gateway, turno_act;
