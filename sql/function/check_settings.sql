-- Purpose: what of settings, templates and what waits cannot stay as it is, for check_report.
-- Returns: rows as those of check_report.
-- Calls:   setting_text. Writes: nothing.
create or replace function turno.check_settings()
returns table (kind text, name text, message text, advice text, is_error boolean)
language sql stable
set search_path = turno, pg_temp
as $$
    with admin as (
        select lower(setting_text('notice.admin_address', '')) as address
    ), rule as (
        select r.event from notice_rule r where r.audience = 'admin' and r.channel = 'mail' and r.is_on
    )
    select 'setting', s.key, 'Is not known to this version.', format('turno setting remove %s.', s.key), false
    from setting s where not exists (select from setting_known k where k.key = s.key)
    union all
    select 'setting', 'office.name', 'Is not set: contacts read "turno" as the name of the office.', 'turno setting set office.name --value NAME.', false
    where btrim(setting_text('office.name', 'turno')) in ('', 'turno')
    union all
    select 'notice', r.event, 'The address of whoever administers is to be alerted, and there is none.',
        'turno setting set notice.admin_address --value ADDRESS.', true
    from rule r cross join admin a where a.address !~ '^[^[:cntrl:][:space:]<>]+@[^[:cntrl:][:space:]<>@]+$'
    union all
    select 'setting', 'notice.admin_address', 'Is not set: nobody is told when something goes wrong.',
        'turno setting set notice.admin_address --value ADDRESS, then turno notice set summary --audience admin --on.', false
    from admin a where a.address = '' and not exists (select from rule)
    union all
    select 'setting', 'notice.admin_address', format('Is the address of the mailbox %s: alerts would come back as mail.', m.name),
        'turno setting set notice.admin_address --value with an address that a person reads.', true
    from admin a join mailbox m on m.address_folded = a.address
    union all
    select 'setting', 'office.timezone', 'Is not a time zone that PostgreSQL knows: no morning list and no summary leaves.',
        'turno setting set office.timezone --value Europe/Rome.', true
    where (setting_text('morning.enabled', 'false') = 'true' or exists (select from rule r where r.event = 'summary'))
        and not exists (select from pg_timezone_names z where z.name = setting_text('office.timezone', 'Europe/Rome'))
    union all
    select 'template', concat_ws(' ', t.name, t.language), format('A mail to people has no {{%s}}: who gets it cannot come back.', k.must_hold),
        format('turno template set %s --file FILE --language %s with {{%s}} in it, or turno template remove %s.', t.name, t.language, k.must_hold, t.name), true
    from template t join template_kind k on k.name = t.kind
    where k.must_hold is not null and t.body !~ ('\{\{\s*' || k.must_hold || '\s*\}\}')
    union all
    select 'mail', '', format('%s in quarantine.', case count(*) when 1 then '1 mail is' else count(*) || ' mails are' end),
        'turno mail list --outcome quarantine, then turno mail raw or retry.', false
    from mail m where m.outcome = 'quarantine' having count(*) > 0
    union all
    select 'mail', '', format('%s waits in triage since %s.', case count(*) when 1 then '1 mail' else count(*) || ' mails' end,
            to_char(office_time(min(m.decided_at)), 'YYYY-MM-DD')),
        'Somebody with the triage right decides on them; turno mail list --outcome triage shows them.', false
    from mail m where m.outcome = 'triage' having min(m.decided_at) < now() - interval '3 days'
    union all
    select 'setting', 'mail.backlog', format('%s mails wait to be decided, and at %s fetching stops.', w.mails, w.most),
        'See that turnod runs and what the log of deliver says; more room gives turno setting set mail.backlog.', true
    from (select count(*) as mails, setting_text('mail.backlog', '10000')::bigint as most from mail_job) w where w.mails * 10 >= w.most * 9
    union all
    select 'mail', '', format('A mail waits to be decided since %s.', to_char(office_time(min(j.run_after)), 'YYYY-MM-DD HH24:MI')),
        'See that turnod runs and what the log of deliver says.', true
    from (select j.run_after from mail_job j order by j.run_after limit 1) j having min(j.run_after) < now() - interval '1 hour';
$$;
comment on function turno.check_settings() is 'What of settings, templates and what waits cannot stay as it is.';
revoke execute on function turno.check_settings() from public;
grant execute on function turno.check_settings() to turno_gateway;
