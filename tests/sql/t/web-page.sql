-- What the pages say, to whom (R9, R14, R24, R26).
begin;
\ir ../fixture.sql
\ir ../call.psql
select no_plan();
create function pg_temp.numbers(p_token text, p jsonb) returns text language sql as
    $$ select string_agg(t ->> 'number', ',') from jsonb_array_elements(pg_temp.call(p_token, 'page_ticket_list', p) -> 'tickets') t $$;
create function pg_temp.counts(p_token text) returns text language sql as
    $$ select string_agg(coalesce(t ->> 'count', '-'), ',') from jsonb_array_elements(pg_temp.call(p_token, 'page_ticket_list', '{}') -> 'tabs') t $$;

select is(pg_temp.see(null, 'select turno.page_ticket_list(''{}'')'), 'TU004', 'R9: no session, no list');
select is(pg_temp.see('mario', 'select turno.page_ticket_list(''{}'')'), 'TU004', 'R24: a contact has no operators'' list');
select is(pg_temp.see(null, 'select turno.page_ticket(''{"ticket": 1}'')'), 'TU002', 'R9: no session, no ticket');
select is(pg_temp.see('mario', 'select turno.page_ticket(''{"ticket": 1}'')'), 'TU002', 'R24: a contact has no operators'' page, not even of his own');
select is(pg_temp.see('marco', 'select turno.page_ticket(''{"ticket": 2}'')'), 'TU002', 'R9: an advanced ticket is not found by base');
select is(pg_temp.see('marco', 'select turno.page_ticket(''{"ticket": 99}'')'), 'TU002', 'R9: just like one that does not exist');
select is(pg_temp.see('anna', 'select turno.page_ticket(''{"ticket": 2}'') ->> ''number'''), '2', 'R8: advanced opens it');

select is(pg_temp.counts('anna'), '6,6,0,-,-', 'R9: counts of anna');
select is(pg_temp.counts('marco'), '2,2,0,-,-', 'R9: counts of marco hold what he sees, nothing else');
select is(pg_temp.counts('nina'), '1,1,0,-,-', 'R9: who has no category counts what he opened');
select turno.ticket_close(6, 1, 'web') \g /dev/null
update turno.ticket set turn = 'contact', status_id = (select id from turno.status where turn = 'contact' and is_default) where id = 3;
select is(pg_temp.counts('anna'), '4,5,1,-,-', 'R26: to handle, open, contact''s turn; nobody counts an archive');
select is((select string_agg(coalesce(t ->> 'count', '-'), ',') from jsonb_array_elements(pg_temp.call('anna', 'page_ticket_list', '{"sort": "number"}') -> 'tabs') t),
    '4,5,1,-,-', 'R26: in whatever order');
select is(pg_temp.numbers('anna', '{"tab": "closed"}'), '6', 'R26: the closed tab');
select is(pg_temp.numbers('anna', '{"tab": "contact"}'), '3', 'R26: the contact''s turn');
select is(pg_temp.numbers('anna', '{"tab": "nonsense''"}'), pg_temp.numbers('anna', '{}'), 'an unknown tab is "to handle"');

update turno.ticket set waiting_since = now() - id * interval '1 hour', updated_at = now() - id * interval '1 minute';
select is(pg_temp.numbers('anna', '{}'), '5,4,2,1', 'R26: to handle: the longest waiting first');
update turno.ticket set priority_id = (select id from turno.priority order by rank desc limit 1) where id = 1;
select is(pg_temp.numbers('anna', '{}'), '1,5,4,2', 'R26: to handle: priority before waiting');
select is(pg_temp.numbers('anna', '{"tab": "all"}'), '1,2,3,4,5,6', 'R26: elsewhere: the last message first');

-- Walks a tab by pages of p_limit, as a browser does.
create function pg_temp.walk(p_token text, p_tab text, p_limit integer) returns text language plpgsql as $$
declare
    v_page jsonb;
    v_after text := '';
    v_seen text[] := '{}';
begin
    loop
        v_page := pg_temp.call(p_token, 'page_ticket_list', jsonb_build_object('tab', p_tab, 'limit', p_limit, 'after', v_after));
        v_seen := v_seen || array(select t ->> 'number' from jsonb_array_elements(v_page -> 'tickets') t);
        v_after := v_page ->> 'next';
        exit when v_after is null or cardinality(v_seen) > 50;
    end loop;
    return array_to_string(v_seen, ',');
end
$$;
select is(pg_temp.walk('anna', 'handle', n), '1,5,4,2', 'keyset: to handle, by ' || n) from generate_series(1, 4) n;
select is(pg_temp.walk('anna', 'all', n), '1,2,3,4,5,6', 'keyset: all, by ' || n) from generate_series(1, 6) n;
select is(pg_temp.walk('marco', 'all', 1), '1,6', 'R9: keyset walks what he sees');
update turno.ticket set updated_at = now();
select is(pg_temp.walk('anna', 'all', 2), '6,5,4,3,2,1', 'keyset: nothing lost or twice among equal times');
select is(pg_temp.numbers('anna', jsonb_build_object('tab', 'all', 'after', a)), '6,5,4,3,2,1', 'a place that is none is the beginning: ' || a)
from unnest(array['x', '1_2', '''; drop table turno.ticket', '99999999999999999999_1_1']) a;

create temporary table page as select pg_temp.call('anna', 'page_ticket', '{"ticket": 1, "language": "it"}') as p;
select is((select array_agg(k order by k) from jsonb_object_keys(p) k) @> array['assignee', 'category', 'contact', 'customer', 'events',
    'level', 'links', 'number', 'opened_at', 'posts', 'priority', 'reference', 'status', 'subject', 'turn', 'updated_at'], true,
    'a ticket has the members that turno(1) lists') from page;
select is(p #>> '{posts,2,kind}', 'note', 'R21: an operator reads the notes') from page;
select is(p #>> '{posts,1,delivery,0,to}', 'mario.rossi@demo.example', 'M31: the delivery stands under its reply') from page;
select is(jsonb_array_length(p -> 'events'), 3, 'R23: the timeline') from page;
select is(p #>> '{links,0,contact}', 'Mario Rossi', 'M33: links that are good') from page;
select is((select count(*) from jsonb_array_elements(pg_temp.call('anna', 'page_ticket', '{"ticket": 1, "page": true}') -> 'timeline') t where t ? 'post'),
    3::bigint, 'the page has posts and events in one order');

create temporary table conversation as select pg_temp.call('mario', 'page_conversation', '{"ticket": 1}') as p;
select is(jsonb_array_length(p -> 'posts'), 2, 'R24: a contact reads messages, no note') from conversation;
select unalike(p::text, '%note%', 'R24: not even its name') from conversation;
select ok(not p ?| array['level', 'category', 'events', 'assignee', 'priority', 'links', 'customer'], 'R24: no level, category, event, assignment') from conversation;
select ok(not (p #> '{posts,1}') ?| array['delivery', 'trust'], 'R24: no delivery') from conversation;
select is(p #>> '{posts,1,author}', 'Anna', 'R24: who answered has a name') from conversation;
select is(pg_temp.see('mario', 'select turno.page_conversation(''{"ticket": 3}'')'), 'TU002', 'R24: another''s ticket is not found');
select is(pg_temp.see('anna', 'select turno.page_conversation(''{"ticket": 1}'')'), 'TU002', 'R24: that page is the contact''s');
select is(pg_temp.see(null, 'select turno.page_conversation(''{"ticket": 1}'')'), 'TU004', 'R24: no session, no conversation');
select is(pg_temp.see('mario_link', 'select turno.page_conversation(''{}'') ->> ''number'''), '6', 'R24: a link''s session knows its ticket');
select is(pg_temp.see('mario_link', 'select turno.page_conversation(''{"ticket": 1}'')'), 'TU002', 'R24: and no other');

-- Documents: of ticket 1 the message's (from its mail), the reply's and the note's.
create function pg_temp.document(p_ticket bigint, p_name text, p_author text) returns bigint language sql as
    $$ select a.id from turno.attachment a join turno.post p on p.id = a.post_id
       where p.ticket_id = p_ticket and p.kind = p_name and p.author_kind = p_author $$;
create function pg_temp.fetch(p_token text, p_id bigint) returns text language sql as
    $$ select pg_temp.see(p_token, format('select turno.page_attachment(''{"attachment": %s}'') ->> ''name''', p_id)) || ' '
        || coalesce(pg_temp.see(p_token, format('select encode(turno.attachment_chunk(%s, 0, 0), ''escape'')', p_id)), 'nothing') $$;
select is(pg_temp.fetch('mario', pg_temp.document(1, 'message', 'contact')), 'message.pdf A', 'R24: his own document, out of a mail he cannot read');
select is(pg_temp.fetch('mario', pg_temp.document(1, 'message', 'operator')), 'message.pdf A', 'R24: the office''s document');
select is(pg_temp.fetch('mario', pg_temp.document(1, 'note', 'operator')), 'TU002 nothing', 'R24: never a note''s document');
select is(pg_temp.fetch('marco', pg_temp.document(1, 'note', 'operator')), 'note.pdf A', 'R9: an operator''s note has its document');
select is(pg_temp.fetch('marco', pg_temp.document(2, 'message', 'contact')), 'TU002 nothing', 'R9: a document of an invisible ticket');
select is(pg_temp.fetch(null, pg_temp.document(1, 'message', 'contact')), 'TU002 nothing', 'R9: no session, no document');
select is(pg_temp.fetch('mario_link', pg_temp.document(1, 'message', 'contact')), 'TU002 nothing', 'R24: a link''s session has its own ticket''s only');
select is(pg_temp.see('mario', format('select turno.act_download(''{"attachment": %s}'') ->> ''name''', pg_temp.document(1, 'message', 'operator'))),
    'message.pdf', 'R25: a download');
select is((select count(*) from turno.event where ticket_id = 1 and type = 'downloaded' and contact_id = 1), 1::bigint, 'R25: a contact''s download is recorded');
select is(pg_temp.see('anna', format('select turno.act_download(''{"attachment": %s}'') ->> ''name''', pg_temp.document(1, 'message', 'operator'))),
    'message.pdf', 'R25: an operator''s');
select is((select count(*) from turno.event where type = 'downloaded'), 1::bigint, 'R25: is not');

-- A document in the middle of a mail: only its bytes come out, whatever the chunks.
insert into turno.blob (id, sha256, size) overriding system value values (900, sha256('900'), 15);
insert into turno.blob_chunk (blob_id, seq, bytes) values (900, 0, 'secret'), (900, 1, 'abcde'), (900, 2, 'fgXX');
create function pg_temp.parts(p_from integer, p_length integer) returns text language sql as
    $$ select string_agg(encode(turno.blob_part(900, p_from, p_length, n), 'escape'), '|' order by n) from generate_series(0, 4) n $$;
select is(pg_temp.parts(6, 7), 'abcde|fg', 'R24: the range and nothing beside it');
select is(pg_temp.parts(7, 2), 'bc', 'R24: a range inside one chunk');
select is(pg_temp.parts(4, 4), 'et|ab', 'R24: a range over a seam');
select is(pg_temp.parts(0, 15), 'secret|abcde|fgXX', 'the whole');
select is(pg_temp.parts(13, 100), 'XX', 'never past the end');
select is(pg_temp.parts(6, 0), null, 'an empty document');
select * from finish();
rollback;
