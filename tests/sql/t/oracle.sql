-- Who sees what, in a random office, compared object by object with a plain query that says R2, R8, R9, R24, R27 and R32
-- in words of its own.
-- The seed is printed; TURNO_SEED=N repeats a run.
begin;
\ir ../fixture.sql
select no_plan();
\set seed `echo ${TURNO_SEED:-$(od -An -N3 -tu4 /dev/urandom)}`
select diag('seed ' || :seed);
select setseed(:seed / 16777216.0) \g /dev/null
set local session_replication_role = replica;
create function pg_temp.dice(p_sides integer) returns integer language sql volatile as $$ select (random() * p_sides)::integer % p_sides + 1 $$;

-- Twelve categories, ten operators enabled here and there, eight customers with up to three contacts.
insert into turno.category (id, name, path, is_hidden) overriding system value
select n, 'c' || n, 'c' || n, random() < 0.3 from generate_series(101, 112) n;
insert into turno.operator (id, login, name, is_admin, has_triage) overriding system value
select n, 'o' || n, 'o' || n, random() < 0.3, random() < 0.4 from generate_series(101, 110) n;
insert into turno.operator_category (operator_id, category_id, level)
select o.id, c.id, case when random() < 0.5 then 'base' else 'advanced' end
from turno.operator o, turno.category c where o.id between 101 and 109 and c.id > 100 and random() < 0.35;
insert into turno.customer (id, name) overriding system value select n, 'u' || n from generate_series(101, 108) n;
insert into turno.contact (id, customer_id, name) overriding system value
select n, 100 + pg_temp.dice(8), 'k' || n from generate_series(101, 114) n;
insert into turno.address (address, contact_id) select 'k' || n || '@oracle.example', n from generate_series(101, 114) n;
insert into turno.address (address, operator_id) select 'o' || n || '@oracle.example', n from generate_series(101, 110) n;
insert into turno.ticket (id, reference, customer_id, contact_id, category_id, level, turn, status_id, priority_id, opened_by, mailbox_id,
    channel, subject, closed_at, updated_at, waiting_since) overriding system value
select x.n, x.n::text, k.customer_id, case when random() < 0.75 then k.id end, 100 + pg_temp.dice(12),
    case when random() < 0.35 then 'advanced' else 'base' end, x.turn, s.id, p.id, case when random() < 0.2 then 100 + pg_temp.dice(10) end, 1, 'mail',
    'oggetto parola' || x.n, case when x.turn = 'closed' then now() end, now() - x.n * interval '1 minute', now() - x.n * interval '1 minute'
from (select n, (array['operator', 'contact', 'closed'])[pg_temp.dice(3)] as turn, 100 + pg_temp.dice(14) as contact, pg_temp.dice(4) as priority
    from generate_series(101, 200) n) x
join turno.contact k on k.id = x.contact
join turno.status s on s.turn = x.turn and s.is_builtin
join (select id, row_number() over (order by rank) as n from turno.priority) p on p.n = x.priority;
update turno.ticket set is_draft = true where id > 100 and turn = 'operator' and random() < 0.2;
update turno.ticket set deleted_at = now(), deleted_by = 101 where id > 100 and random() < 0.08;
insert into turno.participant (ticket_id, contact_id)
select distinct 100 + pg_temp.dice(100), 100 + pg_temp.dice(14) from generate_series(1, 25);
insert into turno.ticket_link (ticket_id, other_id, kind)
select a, b, 'related' from (select distinct 100 + pg_temp.dice(100) as a, 100 + pg_temp.dice(100) as b from generate_series(1, 40)) x where a <> b;
insert into turno.mail (id, mailbox_id, uidvalidity, uid, received_at, blob_id, outcome, ticket_id, decided_at, evidence) overriding system value
select n, 1, 2, n, now(), 20, x.outcome, case when x.outcome in ('post', 'event', 'held') then 100 + pg_temp.dice(100) end, now(), '{}'
from generate_series(1001, 1150) n, lateral (select (array['post', 'event', 'held', 'triage', 'quarantine', 'filtered'])[pg_temp.dice(6) + 0 * n] as outcome) x;
insert into turno.post (id, ticket_id, kind, author_kind, contact_id, operator_id, channel, text, visible_text, salt, digest) overriding system value
select n, x.ticket, case when x.author = 'note' then 'note' else 'message' end, case when x.author = 'contact' then 'contact' else 'operator' end,
    case when x.author = 'contact' then coalesce(t.contact_id, (select min(k.id) from turno.contact k where k.customer_id = t.customer_id)) end,
    case when x.author <> 'contact' then 100 + pg_temp.dice(10) end, 'web', 'testo segreto' || n, 'testo segreto' || n, '\x01', '\x02'
from generate_series(1001, 1500) n, lateral (select 100 + pg_temp.dice(100) + 0 * n as ticket,
    (array['contact', 'operator', 'note'])[pg_temp.dice(3) + 0 * n] as author) x
join turno.ticket t on t.id = x.ticket;
insert into turno.attachment (id, post_id, blob_id, name, type, size, sha256) overriding system value
select n, 1000 + pg_temp.dice(500), 20, 'a' || n, 'text/plain', 1, sha256('x') from generate_series(1001, 1200) n;
insert into turno.event (id, ticket_id, seq, type, actor_kind, channel, digest) overriding system value
select n, 100 + pg_temp.dice(100), n, 'turn', 'system', 'web', '\x01' from generate_series(1001, 1300) n;
insert into turno.outbox (id, ticket_id, kind, mailbox_id, contact_id, recipient, language, state) overriding system value
select n, 100 + pg_temp.dice(100), 'reply', 1, 101, 'k101@oracle.example', 'it', 'sent' from generate_series(1001, 1150) n;
insert into turno.link (id, ticket_id, contact_id, token_sha256, expires_at) overriding system value
select n, 100 + pg_temp.dice(100), 101, sha256(n::text::bytea), now() + interval '1 day' from generate_series(1001, 1080) n;
insert into turno.knowledge (id, category_id, level, title, text, operator_id) overriding system value
select n, 100 + pg_temp.dice(12), case when random() < 0.4 then 'advanced' else 'base' end, 'sapere ' || n, 'testo', 101 from generate_series(101, 140) n;
insert into turno.practice (id, reference, customer_id, contact_id, category_id, level, state_id, subject, created_by) overriding system value
select n, 'P' || n, k.customer_id, k.id, 100 + pg_temp.dice(12), case when random() < 0.4 then 'advanced' else 'base' end,
    (select min(x.id) from turno.practice_state x where not x.is_end), 'pratica ' || n, case when random() < 0.2 then 100 + pg_temp.dice(10) end
from (select n, 100 + pg_temp.dice(14) as contact from generate_series(101, 140) n) x join turno.contact k on k.id = x.contact;
set local session_replication_role = origin;
update turno.attachment a set customer_id = t.customer_id from turno.post q join turno.ticket t on t.id = q.ticket_id where q.id = a.post_id and a.id > 1000;
insert into turno.search_job (ticket_id) select id from turno.ticket where id > 100;
select turno.search_fill(100000) \g /dev/null

create temporary table person as
select 'o' || n as token, n::bigint as operator, null::bigint as contact, null::bigint as customer, null::bigint as link from generate_series(101, 110) n
union all
select 'k' || k.id, null, k.id, k.customer_id, null from turno.contact k where k.id > 100
union all
(select 'l' || k.id || '_' || t.id, null, k.id, k.customer_id, t.id from turno.contact k join turno.ticket t on t.contact_id = k.id
    where k.id > 100 order by random() limit 4);
insert into turno.session (token_sha256, operator_id, contact_id, ticket_id)
select sha256(p.token::bytea), p.operator, p.contact, p.link from person p;

-- The oracle.
create temporary table sees as
select p.token, t.id as ticket from person p, turno.ticket t
where t.deleted_at is null and case
    when p.operator is not null then t.opened_by = p.operator or exists (select from turno.operator_category g where g.operator_id = p.operator
        and g.category_id = t.category_id and (g.level = 'advanced' or t.level = 'base'))
    else not t.is_draft and (t.contact_id = p.contact or (t.contact_id is null and t.customer_id = p.customer)
        or exists (select from turno.participant x where x.ticket_id = t.id and x.contact_id = p.contact))
        and (p.link is null or t.id = p.link) end;
create index on sees (token, ticket);
analyze sees;
create function pg_temp.oracle(p person, p_class text) returns text language sql as $$
    select coalesce(string_agg(x.id::text, ',' order by x.id), '') from (
        select s.ticket as id from sees s where p_class in ('ticket', 'search') and s.token = p.token
        union all
        select q.id from turno.post q join sees s on s.ticket = q.ticket_id and s.token = p.token
        where p_class = 'post' and (q.kind = 'message' or p.operator is not null)
        union all
        select a.id from turno.attachment a join turno.post q on q.id = a.post_id join sees s on s.ticket = q.ticket_id and s.token = p.token
        where p_class = 'attachment' and (q.kind = 'message' or p.operator is not null)
        union all
        select e.id from turno.event e join sees s on s.ticket = e.ticket_id and s.token = p.token where p_class = 'event' and p.operator is not null
        union all
        select o.id from turno.outbox o join sees s on s.ticket = o.ticket_id and s.token = p.token where p_class = 'outbox' and p.operator is not null
        union all
        select l.id from turno.link l join sees s on s.ticket = l.ticket_id and s.token = p.token where p_class = 'link' and p.operator is not null
        union all
        select x.id from turno.knowledge x where p_class = 'knowledge' and exists (select from turno.operator_category g where g.operator_id = p.operator
            and g.category_id = x.category_id and (g.level = 'advanced' or x.level = 'base'))
        union all
        select x.id from turno.practice x where p_class = 'practice' and (x.created_by = p.operator or exists (select from turno.operator_category g
            where g.operator_id = p.operator and g.category_id = x.category_id and (g.level = 'advanced' or x.level = 'base')))
        union all
        select m.id from turno.mail m where p_class = 'mail' and p.operator is not null and case when m.ticket_id is null
            then m.outcome is not null and (select o.has_triage from turno.operator o where o.id = p.operator)
            else exists (select from sees s where s.ticket = m.ticket_id and s.token = p.token) end) x;
$$;

create temporary table done (comparisons bigint);
select is(pg_temp.ids(p.token, c.class), pg_temp.oracle(p, c.class), format('R9, R24: %s: every %s', p.token, c.class))
from person p, unnest(array['ticket', 'post', 'attachment', 'event', 'outbox', 'link', 'mail', 'knowledge', 'practice']) c(class);
insert into done select (select count(*) from person) * (select sum(n) from (values ((select count(*) from turno.ticket)), ((select count(*) from turno.post)),
    ((select count(*) from turno.attachment)), ((select count(*) from turno.event)), ((select count(*) from turno.outbox)), ((select count(*) from turno.link)),
    ((select count(*) from turno.mail)), ((select count(*) from turno.knowledge)), ((select count(*) from turno.practice))) x(n));

-- Lists and counts of each tab, by the pages.
select is(pg_temp.see(p.token, format('select coalesce(string_agg(t ->> ''number'', '','' order by (t ->> ''number'')::bigint), '''')
        from jsonb_array_elements(turno.page_ticket_list(''{"tab": "%s", "limit": 500}'') -> ''tickets'') t', tab)),
    (select coalesce(string_agg(s.ticket::text, ',' order by s.ticket), '') from sees s join turno.ticket t on t.id = s.ticket
        where s.token = p.token and t.turn = any (turno.ticket_tab_turns(tab))), format('R9: %s: the list %s', p.token, tab))
from person p, unnest(array['handle', 'open', 'contact', 'closed', 'all']) tab where p.operator is not null;
select is(pg_temp.see(p.token, 'select string_agg(t ->> ''count'', '','' order by t ->> ''tab'') from jsonb_array_elements(turno.page_ticket_list(''{}'') -> ''tabs'') t where t ? ''count'''),
    (select string_agg((select count(*) from sees s join turno.ticket t on t.id = s.ticket where s.token = p.token and t.turn = any (turno.ticket_tab_turns(tab)))::text,
        ',' order by tab) from unnest(array['handle', 'open', 'contact']) tab), format('R9: %s: the counts', p.token))
from person p where p.operator is not null;
insert into done select 10 * 6 * (select count(*) from turno.ticket);

-- By number: found, or as if it were not there.
select is(pg_temp.see(p.token, format('select turno.%s(''{"ticket": %s}'') ->> ''number''',
        case when p.operator is null then 'page_conversation' else 'page_ticket' end, t.id)),
    case when exists (select from sees s where s.token = p.token and s.ticket = t.id) then t.id::text else 'TU002' end, format('R9: %s: ticket %s by number', p.token, t.id))
from person p, lateral (select t.id from turno.ticket t where p.token <> '' order by random() limit 4) t;
select is(pg_temp.see(p.token, format('select turno.page_attachment(''{"attachment": %s}'') ->> ''id''', a.id)),
    case when a.id::text = any (string_to_array(pg_temp.oracle(p, 'attachment'), ',')) then a.id::text else 'TU002' end, format('R9, R24: %s: document %s', p.token, a.id))
from person p, lateral (select a.id from turno.attachment a where p.token <> '' and a.post_id is not null order by random() limit 8) a;
insert into done select 16 * count(*) from person;

-- By words: a post by its own, a ticket by its subject; and what a filter leaves.
select is(pg_temp.see(p.token, format('select coalesce(string_agg(t ->> ''number'', '','' order by t ->> ''number''), '''') from jsonb_array_elements(
        turno.page_search(''{"q": "segreto%s"}'') -> ''tickets'') t', q.id)),
    coalesce((select s.ticket::text from sees s where s.token = p.token and s.ticket = q.ticket_id and (q.kind = 'message' or p.operator is not null)), ''),
    format('R9, R24, R26: %s: looks for words of post %s', p.token, q.id))
from person p, lateral (select q.* from turno.post q where p.token <> '' and q.id > 1000 order by random() limit 6) q;
select is(pg_temp.see(p.token, format('select coalesce(string_agg(t ->> ''number'', '','' order by t ->> ''number''), '''') from jsonb_array_elements(
        turno.page_search(''{"q": "parola%s"}'') -> ''tickets'') t', t.id)),
    coalesce((select s.ticket::text from sees s where s.token = p.token and s.ticket = t.id), ''), format('R9, R26: %s: looks for ticket %s', p.token, t.id))
from person p, lateral (select t.* from turno.ticket t where p.token <> '' and t.id > 100 order by random() limit 4) t;
select is(pg_temp.see(p.token, format('select coalesce(string_agg(t ->> ''number'', '','' order by (t ->> ''number'')::bigint), '''') from jsonb_array_elements(
        turno.page_ticket_list(''{"tab": "all", "limit": 500, "filters": {"category": [%s]}}'') -> ''tickets'') t', c.id)),
    (select coalesce(string_agg(s.ticket::text, ',' order by s.ticket), '') from sees s join turno.ticket t on t.id = s.ticket
        where s.token = p.token and t.category_id = c.id), format('R9, R26: %s: the list of category %s', p.token, c.id))
from person p, turno.category c where p.operator is not null and c.id > 100 and (p.operator + c.id) % 4 = 0;
insert into done select 10 * count(*) + 3 * 100 * count(operator) from person;

-- Figures.
select is(pg_temp.see(p.token, 'select turno.page_statistics(''{}'') #>> ''{open,count}'''),
    (select count(*)::text from sees s join turno.ticket t on t.id = s.ticket where s.token = p.token and t.turn <> 'closed' and not t.is_draft), format('R9, R38: %s: open tickets', p.token))
from person p where p.operator is not null;
select is(pg_temp.see(p.token, 'select coalesce(string_agg(format(''%s %s'', c ->> ''category'', c ->> ''count''), '','' order by c ->> ''category''), '''')
        from jsonb_array_elements(turno.page_statistics(''{}'') #> ''{open,categories}'') c'),
    (select coalesce(string_agg(format('%s %s', x.path, x.n), ',' order by x.path), '') from (select c.path, count(*) as n from sees s join turno.ticket t on t.id = s.ticket
        join turno.category c on c.id = t.category_id where s.token = p.token and t.turn <> 'closed' and not t.is_draft group by c.path) x), format('R9, R38: %s: by category', p.token))
from person p where p.operator is not null;
insert into done select 10 * (1 + 12);

-- A contact's documents: of the messages in his tickets, not of notes.
select is(pg_temp.see(p.token, 'select coalesce(string_agg(d ->> ''name'', '','' order by d ->> ''name''), '''')
        from jsonb_array_elements(turno.page_documents(''{"limit": 500}'') -> ''documents'') d'),
    (select coalesce(string_agg(a.name, ',' order by a.name), '') from turno.attachment a join turno.post q on q.id = a.post_id join turno.ticket t on t.id = q.ticket_id
        join sees s on s.ticket = t.id and s.token = p.token where q.kind = 'message' and t.customer_id = p.customer and (t.contact_id is null or t.contact_id = p.contact)),
    format('R24, R25: %s: his documents', p.token))
from person p where p.contact is not null;
insert into done select count(contact) * (select count(*) from turno.attachment) from person;

-- What he may take along: "tickets|messages".
create temporary table export as select p.token, pg_temp.see(p.token, 'select string_agg(x.numbers, ''|'' order by x.n) from (
        with t as materialized (select t from jsonb_array_elements(turno.contact_export() -> ''tickets'') t)
        select 1 as n, coalesce(string_agg(t ->> ''number'', '','' order by (t ->> ''number'')::bigint), '''') as numbers from t
        union all
        select 2, coalesce(string_agg(q ->> ''id'', '','' order by (q ->> ''id'')::bigint), '''') from t, jsonb_array_elements(t -> ''posts'') q) x') as ids
from person p where p.contact is not null;
select is(split_part(e.ids, '|', 1), case when p.link is null then pg_temp.oracle(p, 'ticket') else 'TU002' end, format('R24, R39: %s: the tickets of his export', p.token))
from person p join export e using (token);
select is(split_part(e.ids, '|', 2), case when p.link is null then pg_temp.oracle(p, 'post') else '' end, format('R24, R39: %s: the messages of his export', p.token))
from person p join export e using (token);
select is(pg_temp.see(p.token, format('select turno.ticket_export(''{"ticket": %s}'') ->> ''kind''', t.id)),
    case when exists (select from sees s where s.token = p.token and s.ticket = t.id) then 'ticket' else 'TU002' end, format('R9, R27: %s: the export of ticket %s', p.token, t.id))
from person p, lateral (select t.id from turno.ticket t where p.token <> '' order by random() limit 4) t where p.operator is not null;
insert into done select count(contact) * ((select count(*) from turno.ticket) + (select count(*) from turno.post)) from person;

-- Who is told of a message: who may see it, wants it and can be reached.
delete from turno.outbox_job;
create temporary table told as select t.id as ticket, turno.notify(t.id, null, 'message') from (select id from turno.ticket where id > 100 order by random() limit 40) t;
select is((select coalesce(string_agg(o.operator_id::text, ',' order by o.operator_id), '') from turno.outbox o where o.ticket_id = d.ticket and o.kind = 'notification'),
    (select coalesce(string_agg(p.operator::text, ',' order by p.operator), '') from person p join sees s on s.token = p.token and s.ticket = d.ticket
        where p.operator is not null and not (select t.is_draft from turno.ticket t where t.id = d.ticket)), format('R9, R32, R34: who is told of %s', d.ticket))
from told d;
insert into done select count(*) * 10 from told;

select diag(format('%s comparisons', sum(comparisons))) from done;
select cmp_ok(sum(comparisons), '>=', 10000::numeric, 'R9: at least 10,000 comparisons') from done;
select finish();
rollback;
