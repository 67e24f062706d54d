-- Who sees which practice and which document, in a random office, compared with a plain query that says R2, R8, R9, R24 and R25 in words
-- of its own. The seed is printed; TURNO_SEED=N repeats a run.
begin;
\ir ../fixture.sql
select no_plan();
\set seed `echo ${TURNO_SEED:-$(od -An -N3 -tu4 /dev/urandom)}`
select diag('seed ' || :seed);
select setseed(:seed / 16777216.0) \g /dev/null
set local session_replication_role = replica;
create function pg_temp.dice(p_sides integer) returns integer language sql volatile as $$ select (random() * p_sides)::integer % p_sides + 1 $$;

-- Six categories, eight operators enabled here and there, four customers with up to three contacts, two tickets each and twenty practices each.
insert into turno.category (id, name, path) overriding system value select n, 'c' || n, 'c' || n from generate_series(101, 106) n;
insert into turno.operator (id, login, name) overriding system value select n, 'o' || n, 'o' || n from generate_series(101, 108) n;
insert into turno.operator_category (operator_id, category_id, level)
select o.id, c.id, case when random() < 0.5 then 'base' else 'advanced' end from turno.operator o, turno.category c where o.id > 101 and c.id > 100 and random() < 0.4;
insert into turno.customer (id, name) overriding system value select n, 'u' || n from generate_series(101, 104) n;
insert into turno.contact (id, customer_id, name) overriding system value select n, 100 + pg_temp.dice(4), 'k' || n from generate_series(101, 109) n;
insert into turno.ticket (id, reference, customer_id, contact_id, category_id, level, turn, status_id, priority_id, opened_by, mailbox_id, channel, subject) overriding system value
select n, n::text, k.customer_id, case when random() < 0.7 then k.id end, 100 + pg_temp.dice(6), case when random() < 0.3 then 'advanced' else 'base' end, 'operator',
    (select id from turno.status where is_opening), (select id from turno.priority where is_default), case when random() < 0.2 then 100 + pg_temp.dice(8) end, 1, 'mail', 's'
from (select n, 100 + pg_temp.dice(9) as contact from generate_series(101, 140) n) x join turno.contact k on k.id = x.contact;
insert into turno.practice (id, reference, customer_id, contact_id, category_id, level, state_id, is_closed, subject, created_by, closed_at) overriding system value
select x.n, 'P' || x.n, k.customer_id, case when random() < 0.7 then k.id end, 100 + pg_temp.dice(6), case when random() < 0.3 then 'advanced' else 'base' end, s.id, s.is_end, 'p',
    case when random() < 0.3 then 100 + pg_temp.dice(8) end, case when s.is_end then now() end
from (select n, 100 + pg_temp.dice(9) as contact, pg_temp.dice(5) as state from generate_series(101, 180) n) x join turno.contact k on k.id = x.contact
join (select *, row_number() over (order by rank) as n from turno.practice_state) s on s.n = x.state;
insert into turno.practice_ticket (practice_id, ticket_id)
select p.id, t.id from turno.practice p join turno.ticket t on t.customer_id = p.customer_id where p.id > 100 and t.id > 100 and random() < 0.15;
insert into turno.post (id, ticket_id, kind, author_kind, contact_id, operator_id, channel, text, visible_text, salt, digest) overriding system value
select n, x.ticket, case when x.author = 'note' then 'note' else 'message' end, case when x.author = 'contact' then 'contact' else 'operator' end,
    case when x.author = 'contact' then coalesce(t.contact_id, (select min(k.id) from turno.contact k where k.customer_id = t.customer_id)) end,
    case when x.author <> 'contact' then 100 + pg_temp.dice(8) end, 'web', 'x', 'x', '\x01', '\x02'
from generate_series(1001, 1150) n, lateral (select 100 + pg_temp.dice(40) + 0 * n as ticket, (array['contact', 'operator', 'note'])[pg_temp.dice(3) + 0 * n] as author) x
join turno.ticket t on t.id = x.ticket;
insert into turno.attachment (id, post_id, practice_id, blob_id, name, type, size, sha256, is_inline) overriding system value
select n, case when n <= 1150 then 1000 + pg_temp.dice(150) end, case when n > 1150 then 100 + pg_temp.dice(80) end, 20, 'a' || n, 'text/plain', 1, sha256('x'), random() < 0.1
from generate_series(1001, 1300) n;
set local session_replication_role = origin;
update turno.attachment set customer_id = null where id > 1000;
-- Half of a practice's own files are delivered; some files of tickets too, where that is let.
insert into turno.practice_document (practice_id, n, attachment_id, is_shared, added_at)
select a.practice_id, 1, a.id, random() < 0.5, now() from turno.attachment a where a.practice_id is not null;
insert into turno.practice_document (practice_id, n, attachment_id, added_at)
select p.id, 2, a.id, now() from turno.practice p join turno.attachment a on a.customer_id = p.customer_id and a.practice_id is distinct from p.id
where p.id > 100 and a.id > 1000 and random() < 0.05;
create temporary table shared as
select d.id, turno.practice_document_share(d.practice_id, d.id, true, null, 'web') as is_let from turno.practice_document d where d.n = 2 and random() < 0.5;

analyze turno.practice, turno.attachment, turno.post, turno.ticket, turno.practice_document, turno.practice_ticket, turno.operator_category;
create temporary table person as
select 'o' || n as token, n::bigint as operator, null::bigint as contact, null::bigint as customer, null::bigint as link from generate_series(101, 108) n
union all
select 'k' || k.id, null, k.id, k.customer_id, null from turno.contact k where k.id > 100
union all
(select 'l' || k.id || '_' || t.id, null, k.id, k.customer_id, t.id from turno.contact k join turno.ticket t on t.contact_id = k.id where k.id > 100 order by random() limit 4);
insert into turno.session (token_sha256, operator_id, contact_id, ticket_id) select sha256(p.token::bytea), p.operator, p.contact, p.link from person p;

-- The oracle.
create function pg_temp.enabled(p_operator bigint, p_category bigint, p_level text, p_born_by bigint) returns boolean language sql as $$
    select p_operator is not null and (p_born_by is not distinct from p_operator or exists (select from turno.operator_category g
        where g.operator_id = p_operator and g.category_id = p_category and (g.level = 'advanced' or p_level = 'base'))) $$;
create temporary table sees_practice as
select p.token, x.id, pg_temp.enabled(p.operator, x.category_id, x.level, x.created_by) as is_seen,
    (x.contact_id = p.contact or (x.contact_id is null and x.customer_id = p.customer))
        and (p.link is null or exists (select from turno.practice_ticket y where y.practice_id = x.id and y.ticket_id = p.link)) as is_his
from person p, turno.practice x;
create temporary table sees_ticket as
select p.token, t.id from person p, turno.ticket t where case when p.operator is not null then pg_temp.enabled(p.operator, t.category_id, t.level, t.opened_by)
    else (t.contact_id = p.contact or (t.contact_id is null and t.customer_id = p.customer)
        or exists (select from turno.participant y where y.ticket_id = t.id and y.contact_id = p.contact)) and (p.link is null or t.id = p.link) end;
create temporary table sees_document as
select p.token, a.id, a.is_inline, coalesce(t.contact_id, x.contact_id) as contact, coalesce(t.customer_id, x.customer_id) as customer
from person p, turno.attachment a left join turno.post q on q.id = a.post_id left join turno.ticket t on t.id = q.ticket_id left join turno.practice x on x.id = a.practice_id
where case when a.post_id is not null then (q.kind = 'message' or p.operator is not null) and exists (select from sees_ticket s where s.token = p.token and s.id = q.ticket_id)
    when p.operator is not null then exists (select from sees_practice s where s.token = p.token and s.id = a.practice_id and s.is_seen)
    else exists (select from turno.practice_document d join sees_practice s on s.id = d.practice_id and s.token = p.token
        where d.attachment_id = a.id and d.is_shared and s.is_his) end and num_nonnulls(a.post_id, a.practice_id) = 1;
create function pg_temp.list(p bigint[]) returns text language sql as $$ select coalesce(string_agg(x::text, ',' order by x), '') from unnest(p) x $$;

select is(pg_temp.ids(p.token, 'practice'), pg_temp.list(array(select s.id from sees_practice s where s.token = p.token and s.is_seen)), format('R9, R24: %s: every practice', p.token)) from person p;
select is(pg_temp.ids(p.token, 'attachment'), pg_temp.list(array(select s.id from sees_document s where s.token = p.token)), format('R9, R24, R25: %s: every document', p.token)) from person p;
select is(pg_temp.ids(p.token, 'practice_document'), pg_temp.list(array(select d.id from turno.practice_document d join sees_practice s on s.token = p.token and s.id = d.practice_id
    where s.is_seen or (s.is_his and d.is_shared))), format('R9, R24: %s: every line of a practice''s documents', p.token)) from person p;
select is(pg_temp.see(p.token, format('select coalesce(string_agg(x ->> ''number'', '','' order by (x ->> ''number'')::bigint), '''') from jsonb_array_elements(turno.page_practice_list(''{"tab": "%s", "limit": 500}'') -> ''practices'') x', tab)),
    pg_temp.list(array(select s.id from sees_practice s join turno.practice x on x.id = s.id where s.token = p.token and s.is_seen and case tab when 'open' then not x.is_closed when 'closed' then x.is_closed else true end)),
    format('R9: %s: the list %s', p.token, tab)) from person p, unnest(array['open', 'closed', 'all']) tab where p.operator is not null;
select is(pg_temp.see(p.token, 'select turno.page_practice_list(''{"tab": "all"}'') ->> ''count'''), (select count(*)::text from sees_practice s where s.token = p.token and s.is_seen),
    format('R9: %s: the count', p.token)) from person p where p.operator is not null;
select is(pg_temp.see(p.token, format('select turno.page_practice(''{"practice": %s}'') ->> ''number''', s.id)), case when s.is_seen then s.id::text else 'TU002' end, format('R9: %s: practice %s by number', p.token, s.id))
from person p join sees_practice s on s.token = p.token where s.id % 20 = 0;
select is(pg_temp.see(p.token, format('select coalesce(string_agg(x ->> ''id'', '','' order by (x ->> ''id'')::bigint), '''') from jsonb_array_elements(turno.page_documents(''{"limit": 500, "contact": %s}'') -> ''documents'') x', k.id)),
    pg_temp.list(array(select s.id from sees_document s where s.token = p.token and not s.is_inline and s.customer = k.customer_id and coalesce(s.contact, k.id) = k.id)),
    format('R25: %s: the documents of %s', p.token, k.id)) from person p join turno.contact k on k.id > 100 and (p.contact = k.id or (p.contact is null and (k.id + p.operator) % 3 = 0));
select is(pg_temp.see(p.token, format('select turno.page_attachment(''{"attachment": %s}'') ->> ''id''', a.id)),
    case when exists (select from sees_document s where s.token = p.token and s.id = a.id) then a.id::text else 'TU002' end, format('R9, R24: %s: document %s by its id', p.token, a.id))
from person p, turno.attachment a where a.id > 1000 and a.id % 47 = 0;
select is(string_agg(distinct s.is_let::text, ' '), case when count(*) filter (where q.is_right) = count(*) then string_agg(distinct s.is_let::text, ' ') else 'wrong' end, 'R24: only what the contact may read is delivered')
from shared s join turno.practice_document d on d.id = s.id join turno.practice p on p.id = d.practice_id join turno.attachment a on a.id = d.attachment_id
left join turno.post q1 on q1.id = a.post_id left join turno.ticket t on t.id = q1.ticket_id left join turno.practice o on o.id = a.practice_id,
    lateral (select s.is_let = (coalesce(q1.kind, 'message') = 'message' and (coalesce(t.contact_id, o.contact_id) is null or coalesce(coalesce(t.contact_id, o.contact_id) = p.contact_id, false))) as is_right) q;
select diag(format('%s comparisons', (select count(*) from person) * ((select count(*) from turno.practice) + (select count(*) from turno.attachment) + (select count(*) from turno.practice_document))));
select * from finish();
rollback;
