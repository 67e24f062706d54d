-- The desk that the tests look at; each includes it inside its transaction.
--   CAF (1)  CAF › 730 (2)  Immigrazione (3)  Interna (4, hidden)
--   anna advanced everywhere, admin, triage; marco base in CAF and 730; riccardo advanced in CAF and 730, base in
--   Immigrazione; nina none.
--   mario (own customer); edil and geometra of Edil Nord; amina (own customer).
-- Tickets: 1 CAF base of mario; 2 730 advanced of mario; 3 Immigrazione base of amina; 4 Interna base of Edil Nord
--   without contact; 5 Interna advanced of amina, opened by nina; 6 CAF base of amina where mario takes part.
-- Each ticket has a contact's message, a reply, a note (each with a document) and their chained events.
\set QUIET on
\pset format unaligned
\pset tuples_only on
\pset pager off
insert into turno.category (id, parent_id, name, is_hidden, is_fallback) overriding system value
values (1, null, 'CAF', false, true), (2, 1, '730', false, false), (3, null, 'Immigrazione', false, false),
    (4, null, 'Interna', true, false);
insert into turno.operator (id, login, name, is_admin, has_triage, password_salt, password_digest) overriding system value
values (1, 'anna', 'Anna', true, true, decode(repeat('aa', 16), 'hex'), sha256('k')),
    (2, 'marco', 'Marco', false, false, null, null), (3, 'riccardo', 'Riccardo', false, false, null, null),
    (4, 'nina', 'Nina', false, false, null, null);
insert into turno.operator_category (operator_id, category_id, level)
select 1, c.id, 'advanced' from turno.category c
union all values (2, 1, 'base'), (2, 2, 'base'), (3, 1, 'advanced'), (3, 2, 'advanced'), (3, 3, 'base');
insert into turno.customer (id, name, kind) overriding system value
values (1, 'Mario Rossi', 'person'), (2, 'Edil Nord S.r.l.', 'company'), (3, 'Amina Haddad', 'person');
insert into turno.contact (id, customer_id, name) overriding system value
values (1, 1, 'Mario Rossi'), (2, 2, 'Edil Nord'), (3, 2, 'Geometra'), (4, 3, 'Amina Haddad');
insert into turno.address (address, contact_id, operator_id)
values ('mario.rossi@demo.example', 1, null), ('edilnord@demo.example', 2, null), ('geometra@demo.example', 3, null),
    ('amina.haddad@demo.example', 4, null), ('anna@demo.example', null, 1), ('marco@demo.example', null, 2),
    ('riccardo@demo.example', null, 3);
insert into turno.mailbox (id, name, address) overriding system value values (1, 'support', 'support@demo.example');
insert into turno.route (id, rank, category_id) overriding system value values (1, 10, 2);
insert into turno.route_condition (route_id, seq, field, operator, value) values (1, 1, 'subject', 'contains', '730');
insert into turno.setting (key, value) values ('office.name', '"CAF"'), ('mail.secret', '"x"');
insert into turno.ticket (id, reference, customer_id, contact_id, category_id, level, turn, status_id, priority_id,
    opened_by, mailbox_id, channel, subject) overriding system value
select t.id, '', t.customer, t.contact, t.category, t.level, 'operator',
    (select s.id from turno.status s where s.is_opening), (select p.id from turno.priority p where p.is_default),
    t.opened_by, 1, 'mail', 'subject ' || t.id
from (values (1, 1, 1, 1, 'base', null), (2, 1, 1, 2, 'advanced', null), (3, 3, 4, 3, 'base', null),
    (4, 2, null, 4, 'base', null), (5, 3, 4, 4, 'advanced', 4), (6, 3, 4, 1, 'base', null))
    t(id, customer, contact, category, level, opened_by);
insert into turno.participant (ticket_id, contact_id) values (6, 1);
insert into turno.ticket_tag (ticket_id, tag) values (1, 'urgente');
insert into turno.ticket_link (ticket_id, other_id, kind) values (1, 2, 'related'), (1, 3, 'related');
insert into turno.blob (id, sha256, size) overriding system value
select n, sha256(n::text::bytea), 1 from generate_series(1, 60) n;
insert into turno.blob_chunk (blob_id, seq, bytes) select n, 0, '\x41' from generate_series(1, 60) n;
-- Mails 1–6 are those of the tickets; 7 waits in triage, 8 was put aside, 9 is undecided, 10 is held on ticket 2.
insert into turno.mail (id, mailbox_id, uidvalidity, uid, received_at, blob_id, outcome, ticket_id, decided_at, evidence)
    overriding system value
select n, 1, 1, n, now(), n, (array['ticket','ticket','ticket','ticket','ticket','ticket','triage','quarantine',null,'held'])[n],
    case when n <= 6 then n when n = 10 then 2 end, case when n <> 9 then now() end, '{}'
from generate_series(1, 10) n;
insert into turno.mail_job (mail_id, mailbox_id) values (9, 1);
insert into turno.post (ticket_id, kind, author_kind, contact_id, operator_id, channel, text, visible_text, mail_id, salt, digest)
select t.id, k.kind, k.author, case k.author when 'contact' then coalesce(t.contact_id, 2) end,
    case k.author when 'operator' then 1 end, 'mail', k.kind || t.id, k.kind || t.id, case k.author when 'contact' then t.id end,
    '\x01', ''
from turno.ticket t cross join (values (1, 'message', 'contact'), (2, 'message', 'operator'), (3, 'note', 'operator'))
    k(n, kind, author) order by t.id, k.n;
insert into turno.attachment (post_id, mail_id, blob_id, name, type, size, sha256, raw_offset, raw_length, encoding)
select p.id, p.mail_id, case when p.mail_id is null then 11 + p.ticket_id end, p.kind || '.pdf', 'application/pdf', 1,
    sha256(((case when p.kind = 'note' then 3 when p.author_kind = 'operator' then 2 else 1 end) || '-' || p.ticket_id)::bytea),
    case when p.mail_id is not null then 0 end, case when p.mail_id is not null then 1 end,
    case when p.mail_id is not null then '7bit' end
from turno.post p order by p.id;
-- Digests as the kernel makes them.
set session_replication_role = replica;
update turno.post p set digest = turno.post_digest(p, turno.post_content_of(p));
reset session_replication_role;
select turno.event_add(p.ticket_id, case when p.kind = 'note' then 'note' when p.author_kind = 'contact' then 'contact_message' else 'reply' end,
    p.author_kind, coalesce(p.contact_id, p.operator_id), 'mail', p.id) from turno.post p order by p.id \g /dev/null
insert into turno.outbox (ticket_id, post_id, kind, mailbox_id, contact_id, recipient, language)
select p.ticket_id, p.id, 'reply', 1, 1, 'mario.rossi@demo.example', 'it' from turno.post p
where p.author_kind = 'operator' and p.kind = 'message';
insert into turno.outbox_job (outbox_id, account, rank) select o.id, 'default', 1 from turno.outbox o;
insert into turno.account (name) values ('default');
insert into turno.link (ticket_id, contact_id, token_sha256, expires_at) values (1, 1, sha256('link'), now() + interval '1 day');
insert into turno.lease (name, owner, expires_at) values ('writer', 'x', now());
insert into turno.throttle (key, tokens) values ('x', 1);
-- Every person has a session whose token is his name; mario_link came by magic link and sees ticket 6 only.
insert into turno.session (token_sha256, operator_id, contact_id, ticket_id)
select sha256(s.token::bytea), s.operator, s.contact, s.ticket
from (values ('anna', 1, null, null), ('marco', 2, null, null), ('riccardo', 3, null, null), ('nina', 4, null, null),
    ('mario', null, 1, null), ('edil', null, 2, null), ('geometra', null, 3, null), ('amina', null, 4, null),
    ('mario_link', null, 1, 6)) s(token, operator, contact, ticket);
insert into turno.form_key (session_id, key, result) select s.id, 'k', '{}' from turno.session s;
select turno.ticket_recount(t.id) from turno.ticket t \g /dev/null
insert into turno.attachment (blob_id, name, type, size, sha256, uploaded_session_id)
select 50, 'upload.pdf', 'application/pdf', 1, sha256('u'), s.id from turno.session s where s.operator_id = 2;
update turno.category set name = name where parent_id is null;
select setval(pg_get_serial_sequence('turno.' || t, 'id'), 1000)
from unnest(array['category', 'operator', 'customer', 'contact', 'mailbox', 'ticket', 'mail', 'blob', 'route']) t \g /dev/null

-- What the web reads with a session token (null: none): the first column of the first row as text, or the SQLSTATE.
create function pg_temp.see(p_token text, p_query text)
returns text
language plpgsql
as $$
declare
    v_result text;
begin
    perform set_config('turno.session', coalesce(p_token, ''), true);
    set local role turno_web;
    execute p_query into v_result;
    reset role;
    perform set_config('turno.session', '', true);
    return v_result;
exception when others then
    reset role;
    perform set_config('turno.session', '', true);
    return sqlstate;
end
$$;
-- Ids of a table that a person reads, in order.
create function pg_temp.ids(p_token text, p_table text)
returns text
language sql
as $$
    select pg_temp.see(p_token, format('select coalesce(string_agg(x.id::text, %L order by x.id), %L) from turno.%I x', ',', '', p_table));
$$;
