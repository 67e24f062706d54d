-- Purpose: the nightly summary (R34): where notice_rule says so, from summary.hour (5) of the office's time (office.timezone) and for six
--          hours, the address in notice.admin_address is written to, once a night. Several turnod may ask at any time: who has the lock
--          looks whether it was sent. It tells what came since the one before; what it says is kept with it, so that a try again says the same.
-- Returns: number of mails put in the outbox, 0 or 1. turno check tells of an address or a time zone that is none.
-- Calls:   setting_text, summary_report, outbox_put. Writes: outbox.
create or replace function turno.summary_send()
returns integer
language plpgsql volatile
as $$
declare
    v_zone text := turno.setting_text('office.timezone', 'Europe/Rome');
    v_address text := turno.setting_text('notice.admin_address', '');
    v_hour integer := turno.setting_text('summary.hour', '5')::integer;
    v_now timestamp;
    v_last timestamptz;
    v_template text;
begin
    select r.template into v_template from turno.notice_rule r
    where r.event = 'summary' and r.audience = 'admin' and r.channel = 'mail' and r.is_on;
    if not found or v_address !~ '^[^[:cntrl:][:space:]<>]+@[^[:cntrl:][:space:]<>@]+$' then
        return 0;
    end if;
    begin
        v_now := clock_timestamp() at time zone v_zone;
    exception when invalid_parameter_value then
        return 0; -- the other clocks go on
    end;
    if extract(hour from v_now) not between v_hour and v_hour + 5 or not pg_try_advisory_xact_lock(hashtext('turno.summary')) then
        return 0;
    end if;
    select max(o.created_at) into v_last from turno.outbox o where o.kind = 'summary';
    if (v_last at time zone v_zone)::date >= v_now::date then
        return 0;
    end if;
    return cardinality(turno.outbox_put(null, null, 'summary', null, null, array[v_address],
        array[turno.setting_text('office.language', 'it')], array[jsonb_build_object('template', nullif(v_template, 'summary'),
            'summary', turno.summary_report(greatest(v_last, now() - case when v_last is null then interval '1 day' else interval '7 days' end)))]));
end
$$;
comment on function turno.summary_send is 'Writes the nightly summary to whoever administers, once a night (R34).';
revoke execute on function turno.summary_send from public;
grant execute on function turno.summary_send to turno_gateway;
