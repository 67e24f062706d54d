-- Who looks, and what he may see: viewer(), the scope of operators, grants and policies of every table
-- (R9, R24). Policies call functions only inside (select …): that runs once per query, not once per row. These
-- functions are plpgsql, which keeps their plans for the session: in sql each call was planned anew, at 5 times the cost.

create view turno.operator_scope with (security_invoker = true) as
    select oc.operator_id, oc.category_id, l.level
    from turno.operator_category oc
    join (values ('base'), ('advanced')) l(level) on l.level = 'base' or oc.level = 'advanced';
comment on view turno.operator_scope is
    'What each operator is enabled for, advanced spelled out as both levels (R8): the one predicate of policies and of
     who is notified. Switched-off operators are in it: join operator where that matters.';
comment on column turno.operator_scope.operator_id is 'Operator.';
comment on column turno.operator_scope.category_id is 'Category that he is enabled for.';
comment on column turno.operator_scope.level is 'A level of tickets that he sees there.';

-- Purpose: the person behind the token in turno.session. A token, never an id: an id could be forged.
-- Returns: one row, or none when there is no session, or it ended, idled 2 h, is 12 h old, or its operator is off.
create function turno.viewer()
returns table (operator_id bigint, contact_id bigint, customer_id bigint, ticket_id bigint,
    is_admin boolean, has_triage boolean, language text, session_id bigint)
language plpgsql stable security definer rows 1
set search_path = turno, pg_temp
as $$
#variable_conflict use_column
begin
    return query
    select s.operator_id, s.contact_id, c.customer_id, s.ticket_id,
        coalesce(o.is_admin, false), coalesce(o.has_triage, false), coalesce(o.language, c.language), s.id
    from session s
    left join operator o on o.id = s.operator_id
    left join contact c on c.id = s.contact_id
    where s.token_sha256 = sha256(convert_to(nullif(current_setting('turno.session', true), ''), 'UTF8'))
        and s.ended_at is null
        and s.seen_at > now() - interval '2 hours'
        and s.created_at > now() - interval '12 hours'
        and coalesce(o.is_active, true);
end
$$;
comment on function turno.viewer() is 'The signed-in person, found by the session token; no row without one.';

-- Purpose: tickets in which a contact takes part besides his own (M16). A function, because a policy of
--          ticket cannot read participant, whose own policy reads ticket.
create function turno.viewer_participation()
returns table (ticket_id bigint)
language plpgsql stable security definer
set search_path = turno, pg_temp
as $$
#variable_conflict use_column
begin
    return query
    select p.ticket_id from participant p where p.contact_id = (select v.contact_id from viewer() v);
end
$$;
comment on function turno.viewer_participation() is 'Tickets in which the contact who looks takes part (M16).';

-- Purpose: whose names a contact reads: people of his tickets and of the public posts there (R24).
create function turno.viewer_counterpart()
returns table (operator_id bigint, contact_id bigint)
language plpgsql stable security definer
set search_path = turno, pg_temp
as $$
#variable_conflict use_column
begin
    return query
    with me as (select v.* from viewer() v where v.contact_id is not null),
    mine as (
        select t.id, t.contact_id from me join ticket t on t.contact_id = me.contact_id
        where me.ticket_id is null or t.id = me.ticket_id
        union
        select t.id, t.contact_id from me join ticket t on t.customer_id = me.customer_id
        where t.contact_id is null and (me.ticket_id is null or t.id = me.ticket_id)
        union
        select t.id, t.contact_id from me join participant p on p.contact_id = me.contact_id
        join ticket t on t.id = p.ticket_id
        where me.ticket_id is null or t.id = me.ticket_id)
    select null, m.contact_id from mine m where m.contact_id is not null
    union
    select p.operator_id, p.contact_id from mine m join post p on p.ticket_id = m.id
    where p.kind = 'message' and p.author_kind <> 'system';
end
$$;
comment on function turno.viewer_counterpart() is 'People whose names the contact who looks may read (R24).';

revoke execute on function turno.viewer(), turno.viewer_participation(), turno.viewer_counterpart() from public;
grant execute on function turno.viewer(), turno.viewer_participation(), turno.viewer_counterpart()
    to turno_web, turno_act, turno_gateway;
alter function turno.viewer() owner to turno_act;
alter function turno.viewer_participation() owner to turno_act;
alter function turno.viewer_counterpart() owner to turno_gateway;

-- Every table, every role: closed first.
do $$
declare
    v_table name;
begin
    for v_table in select c.relname from pg_class c
        where c.relnamespace = 'turno'::regnamespace and c.relkind = 'r' and c.relname <> 'schema_version' order by 1
    loop
        execute format('alter table turno.%I enable row level security', v_table);
        execute format('create policy %I on turno.%I to turno_gateway using (true) with check (true)',
            v_table || '_gateway', v_table);
    end loop;
end
$$;

-- turno_gateway: what turnod and the kernel of the desk write. The timeline is written, never changed; no password.
grant select on turno.setting, turno.signing_key, turno.customer, turno.contact, turno.address, turno.category,
    turno.operator_category, turno.operator_scope, turno.status, turno.turn_rule, turno.priority, turno.ticket,
    turno.ticket_link, turno.participant, turno.post, turno.event, turno.blob, turno.blob_chunk, turno.mailbox,
    turno.route, turno.mail, turno.mail_job, turno.attachment, turno.lease, turno.outbox, turno.outbox_job, turno.link,
    turno.form_key, turno.throttle to turno_gateway;
grant select (id, login, name, language, signature, is_admin, has_triage, wants_mail, is_active) on turno.operator
    to turno_gateway;
grant select (id, operator_id, contact_id, ticket_id, created_at, seen_at, ended_at), update (ended_at), delete
    on turno.session to turno_gateway;
grant insert on turno.customer, turno.contact, turno.address, turno.ticket, turno.ticket_link, turno.participant,
    turno.post, turno.event, turno.blob, turno.blob_chunk, turno.mail, turno.mail_job, turno.attachment, turno.lease,
    turno.outbox, turno.outbox_job, turno.link, turno.form_key, turno.throttle to turno_gateway;
grant update on turno.ticket, turno.blob, turno.mail, turno.mail_job, turno.attachment, turno.lease, turno.outbox,
    turno.outbox_job, turno.link, turno.throttle to turno_gateway;
grant update (dead_at, dead_reason) on turno.address to turno_gateway;
grant update (polled_at, poll_error) on turno.mailbox to turno_gateway;
grant delete on turno.blob, turno.blob_chunk, turno.mail_job, turno.attachment, turno.lease, turno.outbox_job,
    turno.link, turno.form_key, turno.throttle to turno_gateway;

-- turno_act: signs people in, finds what the viewer may act on; the kernel writes the desk.
grant select on turno.setting, turno.customer, turno.contact, turno.operator, turno.address, turno.category,
    turno.operator_category, turno.operator_scope, turno.status, turno.turn_rule, turno.priority, turno.participant,
    turno.ticket, turno.ticket_link, turno.post, turno.event, turno.attachment, turno.link, turno.session,
    turno.form_key, turno.throttle to turno_act;
grant select (id, name, address, address_folded, kind, language, is_active, category_id) on turno.mailbox to turno_act;
grant select (id, mailbox_id, received_at, blob_id, outcome, reason, trust, ticket_id, contact_id, message_id,
    from_address, subject, date, decided_at) on turno.mail to turno_act;
grant select (id, ticket_id, post_id, kind, contact_id, operator_id, recipient, state, attempts, created_at, sent_at)
    on turno.outbox to turno_act;
grant insert, update on turno.session, turno.throttle to turno_act;
grant update on turno.link to turno_act;
grant insert on turno.form_key to turno_act;
grant insert, update, delete on turno.attachment to turno_act;

create policy setting_act on turno.setting to turno_act using (true);
create policy customer_act on turno.customer to turno_act using (true);
create policy contact_act on turno.contact to turno_act using (true);
create policy operator_act on turno.operator to turno_act using (true);
create policy address_act on turno.address to turno_act using (true);
create policy category_act on turno.category to turno_act using (true);
create policy operator_category_act on turno.operator_category to turno_act using (true);
create policy status_act on turno.status to turno_act using (true);
create policy turn_rule_act on turno.turn_rule to turno_act using (true);
create policy priority_act on turno.priority to turno_act using (true);
create policy participant_act on turno.participant to turno_act using (true);
create policy mailbox_act on turno.mailbox to turno_act using (true);
create policy link_act on turno.link to turno_act using (true) with check (true);
create policy session_act on turno.session to turno_act using (true) with check (true);
create policy form_key_act on turno.form_key to turno_act using (true) with check (true);
create policy throttle_act on turno.throttle to turno_act using (true) with check (true);

-- turno_web: columns without secrets, digests, tokens, commands or the evidence of mails.
grant select on turno.setting, turno.customer, turno.contact, turno.category, turno.operator_category,
    turno.operator_scope, turno.status, turno.priority, turno.participant, turno.ticket_link to turno_web;
grant select (id, name, signature, is_active) on turno.operator to turno_web;
grant select (id, address, folded, contact_id, operator_id, kind, is_main, dead_at, dead_reason) on turno.address
    to turno_web;
grant select (id, name, address, kind, language, is_active, category_id) on turno.mailbox to turno_web;
grant select (id, reference, customer_id, contact_id, category_id, level, turn, status_id, priority_id, assignee_id,
    opened_by, mailbox_id, channel, subject, opened_at, updated_at, waiting_since, closed_at, event_count)
    on turno.ticket to turno_web;
grant select (id, ticket_id, kind, author_kind, contact_id, operator_id, channel, at, text, visible_text, mail_id)
    on turno.post to turno_web;
grant select (id, ticket_id, seq, at, type, actor_kind, contact_id, operator_id, channel, post_id, old, new, note)
    on turno.event to turno_web;
grant select (id, post_id, mail_id, blob_id, name, type, size, sha256, is_inline, content_id, raw_offset, raw_length,
    encoding, created_at) on turno.attachment to turno_web;
grant select (id, mailbox_id, uidvalidity, uid, received_at, stored_at, outcome, reason, trust, ticket_id, contact_id,
    message_id, from_address, subject, date, trace, decided_at) on turno.mail to turno_web;
grant select (id, ticket_id, post_id, kind, contact_id, operator_id, recipient, state, attempts, created_at, sent_at)
    on turno.outbox to turno_web;
grant select (id, ticket_id, contact_id, created_at, expires_at, used_at, revoked_at) on turno.link to turno_web;

-- What anybody signed in reads.
create policy setting_office on turno.setting for select to turno_web
    using ((key like 'office.%' or key like 'web.%') and exists (select from turno.viewer()));
create policy status_viewer on turno.status for select to turno_web using (exists (select from turno.viewer()));
create policy priority_viewer on turno.priority for select to turno_web using (exists (select from turno.viewer()));

-- People. An operator opens tickets for any contact; a contact sees himself, his customer, and whom he talks to.
create policy customer_operator on turno.customer for select to turno_web
    using ((select v.operator_id from turno.viewer() v) is not null);
create policy customer_own on turno.customer for select to turno_web
    using (id = (select v.customer_id from turno.viewer() v));
create policy contact_operator on turno.contact for select to turno_web
    using ((select v.operator_id from turno.viewer() v) is not null);
create policy contact_own on turno.contact for select to turno_web
    using (id = (select v.contact_id from turno.viewer() v));
create policy contact_counterpart on turno.contact for select to turno_web
    using (id in (select p.contact_id from turno.viewer_counterpart() p));
create policy operator_operator on turno.operator for select to turno_web
    using ((select v.operator_id from turno.viewer() v) is not null);
create policy operator_counterpart on turno.operator for select to turno_web
    using (id in (select p.operator_id from turno.viewer_counterpart() p));
create policy address_operator on turno.address for select to turno_web
    using (contact_id is not null and (select v.operator_id from turno.viewer() v) is not null);
create policy address_own on turno.address for select to turno_web
    using (operator_id = (select v.operator_id from turno.viewer() v)
        or contact_id = (select v.contact_id from turno.viewer() v));

-- Categories: an operator moves tickets anywhere, a contact is offered what is not hidden (R7).
create policy category_operator on turno.category for select to turno_web
    using ((select v.operator_id from turno.viewer() v) is not null);
create policy category_contact on turno.category for select to turno_web
    using (not is_hidden and (select v.contact_id from turno.viewer() v) is not null);
create policy operator_category_own on turno.operator_category for select to turno_web
    using (operator_id = (select v.operator_id from turno.viewer() v));
create policy mailbox_operator on turno.mailbox for select to turno_web
    using ((select v.operator_id from turno.viewer() v) is not null);

-- Tickets (R8, R9, R24). A session begun by a magic link sees its ticket only.
create policy ticket_scope on turno.ticket for select to turno_web, turno_act
    using ((category_id, level) in (select s.category_id, s.level from turno.operator_scope s
        where s.operator_id = (select v.operator_id from turno.viewer() v)));
create policy ticket_opened_by on turno.ticket for select to turno_web, turno_act
    using (opened_by = (select v.operator_id from turno.viewer() v));
create policy ticket_contact on turno.ticket for select to turno_web, turno_act
    using ((contact_id = (select v.contact_id from turno.viewer() v)
            or (contact_id is null and customer_id = (select v.customer_id from turno.viewer() v))
            or id in (select p.ticket_id from turno.viewer_participation() p))
        and ((select v.ticket_id from turno.viewer() v) is null
            or id = (select v.ticket_id from turno.viewer() v)));

-- What hangs on a ticket follows it: the policies of ticket hold in these subqueries.
create policy ticket_link_ticket on turno.ticket_link for select to turno_web, turno_act
    using (exists (select from turno.ticket t where t.id = ticket_id)
        and exists (select from turno.ticket t where t.id = other_id));
create policy participant_ticket on turno.participant for select to turno_web
    using (exists (select from turno.ticket t where t.id = ticket_id));
create policy post_ticket on turno.post for select to turno_web, turno_act
    using ((kind = 'message' or (select v.operator_id from turno.viewer() v) is not null)
        and exists (select from turno.ticket t where t.id = ticket_id));
create policy event_ticket on turno.event for select to turno_web, turno_act
    using ((select v.operator_id from turno.viewer() v) is not null
        and exists (select from turno.ticket t where t.id = ticket_id));
create policy outbox_ticket on turno.outbox for select to turno_web, turno_act
    using ((select v.operator_id from turno.viewer() v) is not null
        and exists (select from turno.ticket t where t.id = ticket_id));
create policy link_ticket on turno.link for select to turno_web
    using ((select v.operator_id from turno.viewer() v) is not null
        and exists (select from turno.ticket t where t.id = ticket_id));

create policy attachment_post on turno.attachment for select to turno_web, turno_act
    using (exists (select from turno.post p where p.id = post_id));
create policy attachment_upload on turno.attachment to turno_act
    using (post_id is null and uploaded_session_id = (select v.session_id from turno.viewer() v))
    with check (post_id is null and uploaded_session_id = (select v.session_id from turno.viewer() v));
create policy attachment_upload_seen on turno.attachment for select to turno_web
    using (post_id is null and uploaded_session_id = (select v.session_id from turno.viewer() v));

-- Mails: on a ticket by who sees the ticket, without one by the triage right (R9); never by contacts.
create policy mail_ticket on turno.mail for select to turno_web, turno_act
    using (ticket_id is not null and (select v.operator_id from turno.viewer() v) is not null
        and exists (select from turno.ticket t where t.id = ticket_id));
create policy mail_triage on turno.mail for select to turno_web, turno_act
    using (ticket_id is null and outcome is not null and (select v.has_triage from turno.viewer() v));
-- The bytes of a document that may be downloaded lie in a mail that may not be read: turno_act sees where.
create policy mail_document on turno.mail for select to turno_act
    using (exists (select from turno.attachment a where a.mail_id = mail.id));
