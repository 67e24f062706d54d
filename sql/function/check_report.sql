-- Purpose: R10 and what an administrator forgets.
-- Returns: array of {kind, name, message, is_error}; empty when all is well.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.check_report()
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    with finding(kind, name, message, is_error) as (
        select 'category', '', 'No category is the fallback for mail: set one with turno category set PATH --fallback.', true
        where not exists (select from category c where c.is_fallback)
        union all
        select 'category', c.path, 'No active operator sees its tickets.', true
        from category c where not exists (select from operator_category oc join operator o on o.id = oc.operator_id
            where oc.category_id = c.id and o.is_active)
        union all
        select 'category', c.path, format('%s raised tickets and no operator at Advanced.', count(*)), true
        from ticket t join category c on c.id = t.category_id
        where t.level = 'advanced' and t.turn <> 'closed' and not exists (select from operator_scope s
            join operator o on o.id = s.operator_id
            where s.category_id = c.id and s.level = 'advanced' and o.is_active)
        group by c.id, c.path
        union all
        select 'operator', o.login, 'Has no mail address: he is never notified and cannot answer by mail.', true
        from operator o where o.is_active and not exists (select from address a where a.operator_id = o.id)
        union all
        select 'operator', o.login, 'Has no category: he sees only tickets that he opened.', false
        from operator o where o.is_active and not o.is_admin
            and not exists (select from operator_category oc where oc.operator_id = o.id)
        union all
        select 'operator', '', 'Nobody has the triage right: mail from strangers is seen by no one.', true
        where not exists (select from operator o where o.is_active and o.has_triage)
        union all
        select 'mailbox', m.name, 'Its address belongs to a contact or an operator.', true
        from mailbox m join address a on a.folded = m.address_folded
        union all
        select 'mailbox', m.name, 'Is active and has no IMAP server, login or secret: nothing is fetched.', true
        from mailbox m where m.is_active and '' in (m.imap_host, m.imap_login, m.imap_secret)
        union all
        select 'mailbox', m.name, format('Cannot be fetched: %s', m.poll_error), true
        from mailbox m where m.is_active and m.poll_error <> ''
        union all
        select 'mail', '', format('%s in quarantine; see turno mail list --outcome quarantine, then turno mail raw or retry.',
            case count(*) when 1 then '1 mail is' else count(*) || ' mails are' end), false
        from mail m where m.outcome = 'quarantine' having count(*) > 0
        union all
        select 'submission', a.name, format('Mail does not leave since %s: %s', to_char(a.failing_since, 'YYYY-MM-DD HH24:MI'),
            a.reason), true
        from account a where a.paused_until is not null and exists (select from outbox_job j where j.account = a.name)
        union all
        select 'submission', j.account, format('%s mails should have left an hour ago or more.', count(*)), true
        from outbox_job j where j.step = 'waiting' and j.run_after < clock_timestamp() - interval '1 hour' group by j.account
        union all
        select 'hook', h.name, format('%s calls are not taken since %s; the last answer: %s', count(*),
            to_char(min(c.tried_at), 'YYYY-MM-DD HH24:MI'), coalesce((array_agg(c.last_error order by c.tried_at desc))[1], '')), true
        from hook h join hook_job j on j.hook_id = h.id join hook_call c on c.id = j.hook_call_id
        where h.is_active and c.tried_at < now() - interval '1 hour' group by h.name
        union all
        select 'status', '', 'There must be one opening, one closing, and one default status per turn.', true
        where (select count(*) filter (where s.is_opening) <> 1 or count(*) filter (where s.is_closing) <> 1
            or count(distinct s.turn) filter (where s.is_default) <> 3 from status s)
        union all
        select 'category', c.path, format('Its tickets go to %s, who %s.', o.login, case when o.is_active
            then 'does not see them' else 'is switched off' end), true
        from category c join operator o on o.id = c.assign_operator_id
        where not o.is_active or not exists (select from operator_category oc
            where oc.operator_id = o.id and oc.category_id = c.id)
        union all
        select 'category', c.path, 'Contacts are offered none of it: its parent is hidden.', false
        from category c join category above on above.id = c.parent_id where above.is_hidden and not c.is_hidden
        union all
        select 'priority', '', 'No priority is the default: no ticket can be opened. Choose one: turno priority set NAME --default.', true
        where not exists (select from priority q where q.is_default)
        union all
        select 'operator', '', 'No active operator is an administrator: nobody can administer on the web.', false
        where not exists (select from operator o where o.is_active and o.is_admin)
        union all
        select 'setting', s.key, 'Is not known to this version: turno setting remove it.', false
        from setting s where not exists (select from setting_known k where k.key = s.key)
        union all
        select 'notice', r.event, 'The address of whoever administers is to be alerted: set notice.admin_address to a mail address.', true
        from notice_rule r where r.audience = 'admin' and r.channel = 'mail' and r.is_on
            and setting_text('notice.admin_address', '') !~ '^[^[:cntrl:][:space:]<>]+@[^[:cntrl:][:space:]<>@]+$'
        union all
        select 'notice', r.event, case r.channel when 'pec' then 'Contacts are to be told by PEC, and no active mailbox is one: turno mailbox set NAME --kind pec.'
            else 'Contacts are to be told in the app IO, and no active hook is one: turno hook add NAME --kind app-io.' end, true
        from notice_rule r where r.is_on and (r.channel = 'pec' and not exists (select from mailbox b where b.kind = 'pec' and b.is_active)
            or r.channel = 'app-io' and not exists (select from hook h where h.kind = 'app-io' and h.is_active))
        union all
        select 'setting', 'office.timezone', 'Is not a time zone that PostgreSQL knows: no morning list leaves.', true
        where setting_text('morning.enabled', 'false') = 'true'
            and not exists (select from pg_timezone_names z where z.name = setting_text('office.timezone', 'Europe/Rome'))
        union all
        select 'signing_key', '', 'No key signs reply addresses: run turno migrate.', true
        where not exists (select from signing_key k where k.retired_at is null)
    )
    select coalesce(jsonb_agg(to_jsonb(f) order by not f.is_error, f.kind, f.name, f.message), '[]') from finding f;
$$;
comment on function turno.check_report() is 'What of the configuration in the database cannot work, for turno check and the health page.';
revoke execute on function turno.check_report() from public;
grant execute on function turno.check_report() to turno_gateway;
