-- Purpose: mail that nobody wrote (notifications, parked, rejected, acknowledgements) goes to one address at most
--          mail.automatic_burst at once (20) and mail.automatic_per_hour (60, 0: no limit); what is above takes the next free
--          place, later (M13). A mail takes its place once: a retry needs none.
-- Returns: seconds until its place, 0 now; null when another claim is just placing mail to the same address.
-- Calls:   throttle_reserve, setting_text. Writes: outbox_job, throttle.
create or replace function turno.outbox_pace(p_outbox bigint)
returns double precision
language plpgsql volatile
as $$
declare
    v_per_hour double precision := turno.setting_text('mail.automatic_per_hour', '60')::double precision;
    v_recipient text;
    v_seconds double precision;
begin
    select lower(o.recipient) into v_recipient
    from turno.outbox o join turno.outbox_job j on j.outbox_id = o.id
    where o.id = p_outbox and not j.is_paced and j.rank > 1;
    if not found or v_per_hour <= 0 then
        return 0;
    elsif not pg_try_advisory_xact_lock(hashtextextended('turno.recipient ' || v_recipient, 0)) then
        return null;
    end if;
    v_seconds := turno.throttle_reserve('recipient:' || v_recipient,
        turno.setting_text('mail.automatic_burst', '20')::double precision, v_per_hour / 3600);
    update turno.outbox_job
    set is_paced = true, run_after = case when v_seconds > 0 then clock_timestamp() + make_interval(secs => v_seconds) else run_after end
    where outbox_id = p_outbox;
    return v_seconds;
end
$$;
comment on function turno.outbox_pace is 'Gives an automatic mail its place within the limit of its recipient (M13).';
revoke execute on function turno.outbox_pace from public;
grant execute on function turno.outbox_pace to turno_gateway;
