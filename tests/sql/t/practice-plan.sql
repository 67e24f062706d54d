-- What the lists of practices and documents cost in a large office: rows read and scans made, counted by the server, never time.
begin;
\ir ../fixture.sql
\ir ../cost.psql
select no_plan();
set local synchronous_commit = off;
insert into turno.category (id, name) overriding system value select 1000 + n, 'c' || n from generate_series(1, 20) n;
insert into turno.operator_category select 2, c.id, 'base' from turno.category c where c.id between 1001 and 1005;
insert into turno.customer (id, name) overriding system value select 10000 + n, 'customer ' || n from generate_series(1, 1000) n;
insert into turno.contact (id, customer_id, name) overriding system value select 10000 + n, 10000 + n, 'contact ' || n from generate_series(1, 1000) n;
set local session_replication_role = replica;
insert into turno.practice (id, reference, customer_id, contact_id, category_id, level, state_id, is_closed, subject, assignee_id, created_by, due_on, closed_at)
    overriding system value
select 10000 + n, 'P' || 10000 + n, 10001 + n % 1000, 10001 + n % 1000, 1001 + n % 20, case when n % 7 = 0 then 'advanced' else 'base' end, s.id, s.is_end, 'practice ' || n,
    case when n % 500 = 0 then 2 end, case when n % 1000 = 1 then 4 end, case when n % 3 > 0 then current_date + n % 400 end, case when s.is_end then now() end
from generate_series(1, 12000) n join turno.practice_state s on s.name_it = case when n % 10 = 0 then 'In lavorazione' else 'Conclusa' end;
insert into turno.ticket (id, reference, customer_id, contact_id, category_id, level, turn, status_id, priority_id, mailbox_id, channel, subject) overriding system value
select 10000 + n, (10000 + n)::text, 10001 + n % 1000, 10001 + n % 1000, 1001 + n % 20, 'base', 'operator', (select id from turno.status where is_opening),
    (select id from turno.priority where is_default), 1, 'mail', 'subject ' || n from generate_series(1, 4000) n;
insert into turno.post (id, ticket_id, kind, author_kind, contact_id, channel, text, visible_text, salt, digest) overriding system value
select 100000 + n, 10001 + n % 4000, 'message', 'contact', 10001 + (1 + n % 4000) % 1000, 'mail', 'text', 'text', '', '' from generate_series(1, 8000) n;
insert into turno.attachment (post_id, blob_id, name, type, size, sha256, customer_id)
select p.id, 1, 'document ' || p.id || '.pdf', 'application/pdf', 1, sha256('x'), t.customer_id from turno.post p join turno.ticket t on t.id = p.ticket_id where p.id > 100000;
set local session_replication_role = origin;
analyze turno.practice, turno.attachment, turno.post, turno.ticket, turno.category, turno.operator_category, turno.contact, turno.customer, turno.session, turno.practice_ticket,
    turno.practice_document, turno.practice_check;
insert into turno.session (token_sha256, contact_id) values (sha256('contact7'), 10007);

select ok(c.scans = 0 and c.rows between 1 and q.most, format('R37: %s: no sequential scan of %s, at most %s of its rows (%s, %s)', q.name, q.tab, q.most, c.scans, c.rows))
from (values
    ('open practices by due date', 'marco', 'select turno.page_practice_list(''{}'')', 'turno.practice', 3000),
    ('the newest', 'marco', 'select turno.page_practice_list(''{"tab": "all"}'')', 'turno.practice', 4000),
    ('closed ones', 'marco', 'select turno.page_practice_list(''{"tab": "closed"}'')', 'turno.practice', 4000),
    ('those given to me', 'marco', 'select turno.page_practice_list(''{"assignee": "me"}'')', 'turno.practice', 3000),
    ('those of a contact', 'marco', 'select turno.page_practice_list(''{"tab": "all", "contact": 10007}'')', 'turno.practice', 600),
    ('what nina made', 'nina', 'select turno.page_practice_list(''{"tab": "all"}'')', 'turno.practice', 200),
    ('a practice by number', 'marco', 'select turno.page_practice(''{"practice": 10001}'')', 'turno.practice', 60),
    ('documents of a contact', 'contact7', 'select turno.page_documents(''{}'')', 'turno.attachment', 200),
    ('documents of a contact, posts', 'contact7', 'select turno.page_documents(''{}'')', 'turno.post', 400),
    ('documents of a contact for an operator', 'marco', 'select turno.page_documents(''{"contact": 10004, "name": "1"}'')', 'turno.attachment', 200)
    ) q(name, token, query, tab, most),
    lateral pg_temp.cost(q.token, q.query, q.tab::regclass) c;

-- The quick way gives what the plain one gives.
select is(pg_temp.see(q.person, format('select array_agg(x.id order by x.n) from turno.practice_ids(%L, %L, 40) x', q.filter, q.place)),
    pg_temp.see(q.person, format('select array_agg(x.id) from (select p.id from turno.practice p where %s order by %s limit 40 offset %s) x', q.plain, q.sort, q.skip)),
    format('R37: %s: practices %s to %s of %s', q.person, q.skip + 1, q.skip + 40, q.filter))
from (select person, f.filter, f.plain, f.sort, skip, case when skip = 0 then '' else coalesce(pg_temp.see(person, format('select x.place from turno.practice_ids(%L, %L, 40) x where x.n = 40', f.filter, '')), 'none') end as place
    from unnest(array['marco', 'anna', 'nina']) person, unnest(array[0, 40]) skip, (values
        ('{"sort": "due"}', 'not is_closed', 'coalesce(due_on, ''infinity''), id'), ('{"closed": true}', 'is_closed', 'id desc'), ('{}', 'true', 'id desc'),
        ('{"sort": "due", "categories": [1001, 1002], "due_before": "2100-01-01"}', 'not is_closed and category_id in (1001, 1002) and due_on is not null', 'due_on, id'),
        ('{"assignee": 2}', 'assignee_id = 2', 'id desc')) f(filter, plain, sort)) q where q.place <> 'none';
select is(pg_temp.see(person, format('select turno.practice_count(%L)', filter)), pg_temp.see(person, format('select least(count(*), 1001) from turno.practice where %s', plain)), format('R37: %s: count of %s', person, filter))
from unnest(array['marco', 'anna', 'nina', 'riccardo']) person, (values ('{}', 'true'), ('{"closed": false}', 'not is_closed'), ('{"contact": 10007}', 'contact_id = 10007')) f(filter, plain);
select is((pg_temp.see('marco', 'select turno.page_practice_list(''{"tab": "all"}'')')::jsonb - 'practices' - 'states') - 'next', '{"tab": "all", "sort": "recent", "count": 1000, "is_more": true, "is_first": true}', 'R37: counted to a thousand');
select is(pg_temp.see('contact7', 'select turno.page_practice_list(''{}'')'), 'TU004', 'R24: a contact has no list of practices');
select is(pg_temp.see(null, 'select turno.page_practice_list(''{}'')'), 'TU004', 'R9: nor has nobody');
select * from finish();
rollback;
