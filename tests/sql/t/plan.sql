-- What the pages cost at 100,000 tickets: rows read and scans made, counted by the server, never time (R26).
begin;
\ir ../fixture.sql
\ir ../cost.psql
select no_plan();
set local synchronous_commit = off;
insert into turno.category (id, name) overriding system value select 1000 + n, 'c' || n from generate_series(1, 20) n;
insert into turno.operator_category select 2, c.id, 'base' from turno.category c where c.id between 1001 and 1005;
insert into turno.customer (id, name) overriding system value select 10000 + n, 'customer ' || n from generate_series(1, 5000) n;
insert into turno.contact (id, customer_id, name) overriding system value select 10000 + n, 10000 + n, 'contact ' || n from generate_series(1, 5000) n;
insert into turno.address (address, contact_id) select 'contact' || n || '@demo.example', 10000 + n from generate_series(1, 5000) n;
set local session_replication_role = replica;
insert into turno.ticket (id, reference, customer_id, contact_id, category_id, level, turn, status_id, priority_id, mailbox_id,
    channel, subject, opened_at, updated_at, waiting_since, closed_at) overriding system value
select 10000 + n, (10000 + n)::text, 10001 + n % 5000, 10001 + n % 5000, 1001 + n % 20, case when n % 7 = 0 then 'advanced' else 'base' end,
    x.turn, (select s.id from turno.status s where s.turn = x.turn and s.is_default),
    (array(select p.id from turno.priority p order by p.rank))[1 + (n / 50) % 4], 1, 'mail', 'subject ' || n, x.at, x.at, x.at, case when x.turn = 'closed' then x.at end
from generate_series(1, 100000) n,
    lateral (select case when n % 50 = 0 then 'operator' when n % 50 = 1 then 'contact' else 'closed' end as turn,
        now() - n * interval '1 minute' as at) x;
insert into turno.post (ticket_id, kind, author_kind, contact_id, operator_id, channel, text, visible_text, salt, digest)
select t.id, case when k = 3 then 'note' else 'message' end, case when k = 1 then 'contact' else 'operator' end,
    case when k = 1 then t.contact_id end, case when k > 1 then 2 end, 'mail', 'text', 'text', '', ''
from turno.ticket t, generate_series(1, 3) k where t.id > 10000;
insert into turno.search_text (ticket_id, post_id, is_note, words)
select p.ticket_id, p.id, v.is_note, v.words || '~0'::tsvector
from turno.post p cross join lateral turno.search_vector(p.ticket_id, p.id) v where p.ticket_id between 10001 and 12000;
insert into turno.event (ticket_id, seq, type, actor_kind, channel, new, digest) values (10020, 1, 'linked', 'system', 'web', '10021', '');
set local session_replication_role = origin;
analyze turno.search_text, turno.ticket, turno.post, turno.category, turno.operator_category, turno.contact, turno.customer, turno.participant, turno.address,
    turno.operator, turno.session;
-- More open tickets than are read at once.
insert into turno.operator (id, login, name) overriding system value values (900, 'piena', 'Piena');
insert into turno.operator_category select 900, c.id, 'advanced' from turno.category c where c.id between 1001 and 1012;
insert into turno.session (token_sha256, operator_id) values (sha256('piena'), 900);
insert into turno.session (token_sha256, contact_id) values (sha256('contact7'), 10007);
insert into turno.session (token_sha256, contact_id, ticket_id) values (sha256('link7'), 10007, 10006);

select ok(c.scans = 0 and c.rows between 1 and q.most, format('R26: %s: no sequential scan of %s, at most %s of its rows (%s, %s)', q.name, q.tab, q.most,
    c.scans, c.rows))
from (values
    ('a contact''s list', 'contact7', 'select count(*) from turno.ticket where contact_id = (select v.contact_id from turno.viewer() v)', 'turno.ticket', 200),
    ('a ticket by number', 'marco', 'select subject from turno.ticket where id = 10020', 'turno.ticket', 10),
    ('the posts of a ticket', 'marco', 'select count(*) from turno.post where ticket_id = 10020', 'turno.post', 10),
    ('the conversation', 'link7', 'select count(*) from turno.post where ticket_id = 10006', 'turno.post', 10),
    ('the operators'' list, to handle', 'marco', 'select turno.page_ticket_list(''{"tab": "handle", "language": "it"}'')', 'turno.ticket', 20000),
    ('the operators'' list, closed', 'marco', 'select turno.page_ticket_list(''{"tab": "closed", "language": "it"}'')', 'turno.ticket', 20000),
    ('the page of a ticket', 'marco', 'select turno.page_ticket(''{"ticket": 10020, "language": "it", "page": true}'')', 'turno.post', 100),
    ('the page of a ticket that is linked', 'marco', 'select turno.page_ticket(''{"ticket": 10020, "language": "it", "page": true}'')', 'turno.ticket', 200),
    ('the page of a contact', 'link7', 'select turno.page_conversation(''{"language": "it"}'')', 'turno.post', 100)
    ) q(name, token, query, tab, most),
    lateral pg_temp.cost(q.token, q.query, q.tab::regclass) c;

-- The quick way gives what the plain one gives: two pages of every tab, and the counts.
select is(pg_temp.see(q.person, format('select nullif(x.tickets, ''{}'') from turno.ticket_usual(%L, %L, 50) x', q.tab, q.place)),
    pg_temp.see(q.person, format('select array_agg(x.id) from (select t.id from turno.ticket t join turno.priority p on p.id = t.priority_id
        where t.turn = any (turno.ticket_tab_turns(%L)) order by %s limit 50 offset %s) x', q.tab, q.sort, q.skip)),
    format('R26: %s: tickets %s to %s of tab %s', q.person, q.skip + 1, q.skip + 50, q.tab))
from (select person, tab, skip, s.sort, case when skip = 0 then '' else pg_temp.see(person,
        format('select x.next from turno.ticket_usual(%L, %L, 50) x', tab, '')) end as place
    from unnest(array['marco', 'anna', 'nina', 'piena']) person, unnest(array['handle', 'open', 'contact', 'closed', 'all']) tab, unnest(array[0, 50]) skip,
        lateral (select case when tab = 'handle' then '-p.rank, t.waiting_since, t.id' else 't.updated_at desc, t.id desc' end) s(sort)) q
where q.place is not null;
select is(pg_temp.see(person, format('select least(sum(c.count), 1001) from turno.ticket_count(turno.ticket_tab_turns(%L)) c', tab)),
    pg_temp.see(person, format('select least(count(*), 1001) from turno.ticket where turn = any (turno.ticket_tab_turns(%L))', tab)),
    format('R26: %s: count of tab %s', person, tab))
from unnest(array['marco', 'anna', 'nina', 'riccardo', 'piena']) person, unnest(array['handle', 'open', 'contact', 'closed', 'all']) tab;
select is(pg_temp.see(person, 'select array_to_string(x.counts, '' '') from turno.ticket_usual(''handle'', '''', 25, null, ''it'') x'),
    pg_temp.see(person, 'select concat_ws('' '', least(count(*) filter (where t.turn = ''operator''), 1001), least(count(*) filter (where t.turn = ''contact''), 1001)) from turno.ticket t'),
    format('R26: %s: what stands on the tabs', person))
from unnest(array['marco', 'anna', 'nina', 'riccardo', 'piena']) person;
select is(pg_temp.see('piena', 'select count(*) > 1001 from turno.ticket where turn <> ''closed'''), 'true', 'R26: of whom has more than are read at once too');
select finish();
rollback;
