-- Purpose: the morning list (R34): with morning.enabled, from morning.hour (7) of the office's time (office.timezone) and for six
--          hours, each operator who wants mail is written to once a day, if anything is to handle or waited for. Several turnod
--          may ask at any time: the day that is kept decides.
-- Returns: number of mails put in the outbox.
-- Calls:   setting_text, outbox_put. Writes: operator.morning_on, outbox.
create or replace function turno.morning_send()
returns integer
language plpgsql volatile
as $$
declare
    v_now timestamp;
    v_hour integer := turno.setting_text('morning.hour', '7')::integer;
    v_rule turno.notice_rule;
    v record;
begin
    begin
        v_now := clock_timestamp() at time zone turno.setting_text('office.timezone', 'Europe/Rome');
    exception when invalid_parameter_value then
        return 0; -- turno check tells of it; the other clocks go on
    end;
    select * into v_rule from turno.notice_rule r
    where r.event = 'morning' and r.audience = 'operators' and r.channel = 'mail' and r.is_on;
    if not found or turno.setting_text('morning.enabled', 'false') <> 'true'
        or extract(hour from v_now) not between v_hour and v_hour + 5
        or not pg_try_advisory_xact_lock(hashtext('turno.morning')) then
        return 0;
    end if;
    with due as (
        update turno.operator o set morning_on = v_now::date
        where o.is_active and o.wants_mail and o.morning_on is distinct from v_now::date
        returning o.id, o.language
    )
    select array_agg(d.id) as ids, array_agg(a.address) as addresses, array_agg(d.language) as languages,
        array_agg(jsonb_build_object('template', nullif(v_rule.template, 'morning'))) as details
    into v
    from due d
    join turno.address a on a.operator_id = d.id and a.is_main and a.dead_at is null
    where not exists (select from turno.notice_mute m where m.operator_id = d.id and m.event = 'morning')
        and (exists (select from turno.operator_scope s join turno.ticket t on t.category_id = s.category_id and t.level = s.level
                and t.turn in ('operator', 'contact') where s.operator_id = d.id)
            or exists (select from turno.ticket t where t.opened_by = d.id and t.turn <> 'closed'));
    return case when v.ids is null then 0
        else cardinality(turno.outbox_put(null, null, 'morning', null, v.ids, v.addresses, v.languages, v.details)) end;
end
$$;
comment on function turno.morning_send is 'Writes the morning list to operators, once a day each (R34).';
revoke execute on function turno.morning_send from public;
grant execute on function turno.morning_send to turno_gateway;
