-- Purpose: R10 and what an administrator forgets, for turno check and the health page.
-- Returns: array of {kind, name, where: the row, as category "CAF", message, advice: what to do, is_error: it cannot work}; empty when all is well.
-- Calls:   check_mailboxes, check_settings, check_roles. Writes: nothing.
create or replace function turno.check_report()
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    with finding(kind, name, message, advice, is_error) as (
        select 'category', '', 'No category is the fallback for mail.', 'turno category set PATH --fallback.', true
        where not exists (select from category c where c.is_fallback)
        union all
        select 'category', c.path, 'No active operator sees its tickets.', format('turno operator set LOGIN --category "%s" --level advanced.', c.path), true
        from category c where not exists (select from operator_category oc join operator o on o.id = oc.operator_id
            where oc.category_id = c.id and o.is_active)
        union all
        select 'category', c.path, format('%s raised tickets and no operator at Advanced.', count(*)),
            format('turno operator set LOGIN --category "%s" --level advanced.', c.path), true
        from ticket t join category c on c.id = t.category_id
        where t.level = 'advanced' and t.turn <> 'closed' and not exists (select from operator_scope s
            join operator o on o.id = s.operator_id
            where s.category_id = c.id and s.level = 'advanced' and o.is_active)
        group by c.id, c.path
        union all
        select 'operator', o.login, 'Has no mail address: he is never notified and cannot answer by mail.',
            format('turno operator set %s --address ADDRESS.', o.login), true
        from operator o where o.is_active and not exists (select from address a where a.operator_id = o.id)
        union all
        select 'operator', o.login, 'Has no category: he sees only tickets that he opened.',
            format('turno operator set %s --category PATH --level base.', o.login), false
        from operator o where o.is_active and not o.is_admin
            and not exists (select from operator_category oc where oc.operator_id = o.id)
        union all
        select 'operator', '', 'Nobody has the triage right: mail from strangers is seen by no one.', 'turno operator set LOGIN --triage.', true
        where not exists (select from operator o where o.is_active and o.has_triage)
        union all
        select 'submission', a.name, format('Mail does not leave since %s: %s', to_char(office_time(a.failing_since), 'YYYY-MM-DD HH24:MI'),
            a.reason), format('Mend the cause, then turno outbox resume %s.', a.name), true
        from account a where a.paused_until is not null and exists (select from outbox_job j where j.account = a.name)
        union all
        select 'submission', j.account, format('%s mails should have left an hour ago or more.', count(*)),
            case when j.account like 'mailbox:%' then 'See that turnod runs, and what its log says.'
                else 'See that turnod runs, and that turno.conf has this group in submission.' end, true
        from outbox_job j where j.step = 'waiting' and j.run_after < clock_timestamp() - interval '1 hour' group by j.account
        union all
        select 'hook', h.name, format('%s calls are not taken since %s; the last answer: %s', count(*),
            to_char(office_time(min(c.tried_at)), 'YYYY-MM-DD HH24:MI'), coalesce((array_agg(c.last_error order by c.tried_at desc))[1], '')),
            format('Mend the program that is called, or turno hook set %s --no-active.', h.name), true
        from hook h join hook_job j on j.hook_id = h.id join hook_call c on c.id = j.hook_call_id
        where h.is_active and c.tried_at < now() - interval '1 hour' group by h.name
        union all
        select 'status', '', 'There must be one opening, one closing, and one default status per turn.',
            'turno status set NAME --opening, --closing or --default.', true
        where (select count(*) filter (where s.is_opening) <> 1 or count(*) filter (where s.is_closing) <> 1
            or count(distinct s.turn) filter (where s.is_default) <> 3 from status s)
        union all
        select 'category', c.path, format('Its tickets go to %s, who %s.', o.login, case when o.is_active
            then 'does not see them' else 'is switched off' end), format('turno category set "%s" --assign-operator LOGIN.', c.path), true
        from category c join operator o on o.id = c.assign_operator_id
        where not o.is_active or not exists (select from operator_category oc
            where oc.operator_id = o.id and oc.category_id = c.id)
        union all
        select 'category', c.path, 'Contacts are offered none of it: its parent is hidden.', format('turno category set "%s" --hidden, or show its parent.', c.path), false
        from category c join category above on above.id = c.parent_id where above.is_hidden and not c.is_hidden
        union all
        select 'priority', '', 'No priority is the default: no ticket can be opened.', 'turno priority set NAME --default.', true
        where not exists (select from priority q where q.is_default)
        union all
        select 'operator', '', 'No active operator is an administrator: nobody can administer on the web.', 'turno operator set LOGIN --admin.', false
        where not exists (select from operator o where o.is_active and o.is_admin)
        union all
        select 'notice', r.event, case r.channel when 'pec' then 'Contacts are to be told by PEC, and no active mailbox is one.'
                else 'Contacts are to be told in the app IO, and no active hook is one.' end,
            case r.channel when 'pec' then 'turno mailbox set NAME --kind pec.' else 'turno hook add NAME --kind app-io.' end, true
        from notice_rule r where r.is_on and (r.channel = 'pec' and not exists (select from mailbox b where b.kind = 'pec' and b.is_active)
            or r.channel = 'app-io' and not exists (select from hook h where h.kind = 'app-io' and h.is_active))
        union all
        select 'signing_key', '', 'No key signs reply addresses.', 'turno migrate.', true
        where not exists (select from signing_key k where k.retired_at is null)
        union all
        select * from check_mailboxes()
        union all
        select * from check_settings()
        union all
        select * from check_roles()
    )
    select coalesce(jsonb_agg(to_jsonb(f) || jsonb_build_object('where', concat_ws(' ', f.kind, '"' || nullif(f.name, '') || '"'))
        order by not f.is_error, f.kind, f.name, f.message), '[]') from finding f;
$$;
comment on function turno.check_report() is 'What of the configuration in the database cannot work, for turno check and the health page.';
revoke execute on function turno.check_report() from public;
grant execute on function turno.check_report() to turno_gateway;
