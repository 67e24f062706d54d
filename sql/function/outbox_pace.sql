-- Purpose: mail that nobody wrote (notices, parked, rejected, acknowledgements) goes to one address at most
--          mail.automatic_per_hour times (240, 0: no limit), mail.automatic_burst at once (30), and at most 20 times for what one
--          contact wrote, 10 at once; what is above takes the next free place, later (M13). The contact's places come first, so
--          that his flood does not use up those of others. A mail takes each place once: a retry needs none.
-- Returns: seconds until its place, 0 now; null when another claim is just placing mail to the same address.
-- Calls:   throttle_reserve, setting_text. Writes: outbox_job, throttle.
create or replace function turno.outbox_pace(p_outbox bigint)
returns double precision
language plpgsql volatile
as $$
declare
    c_burst_of_contact constant double precision := 10;
    c_per_hour_of_contact constant double precision := 20;
    v_per_hour double precision := turno.setting_text('mail.automatic_per_hour', '240')::double precision;
    v record;
    v_seconds double precision := 0;
begin
    select lower(o.recipient) as recipient, case when not j.is_spread then p.contact_id end as cause into v
    from turno.outbox o
    join turno.outbox_job j on j.outbox_id = o.id
    left join turno.post p on p.id = o.post_id
    where o.id = p_outbox and not j.is_paced and j.rank > 1;
    if not found or v_per_hour <= 0 then
        return 0;
    elsif not pg_try_advisory_xact_lock(hashtextextended('turno.recipient ' || v.recipient, 0)) then
        return null;
    end if;
    if v.cause is not null then
        v_seconds := turno.throttle_reserve(format('recipient:%s:%s', v.cause, v.recipient), c_burst_of_contact,
            c_per_hour_of_contact / 3600);
    end if;
    if v_seconds = 0 then
        v_seconds := turno.throttle_reserve('recipient:' || v.recipient,
            turno.setting_text('mail.automatic_burst', '30')::double precision, v_per_hour / 3600);
        update turno.outbox_job set is_paced = true where outbox_id = p_outbox;
    end if;
    update turno.outbox_job
    set is_spread = true, run_after = greatest(run_after, clock_timestamp() + make_interval(secs => v_seconds))
    where outbox_id = p_outbox and v_seconds > 0;
    return v_seconds;
end
$$;
comment on function turno.outbox_pace is 'Gives an automatic mail its place within the limits of its recipient (M13).';
revoke execute on function turno.outbox_pace from public;
grant execute on function turno.outbox_pace to turno_gateway;
