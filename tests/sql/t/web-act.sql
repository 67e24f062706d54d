-- What people do by the web: replies, answers, files (R14, R15, R19, R21, R24).
begin;
\ir ../fixture.sql
\ir ../call.psql
select no_plan();
create function pg_temp.turn(p bigint) returns text language sql as $$ select turn from turno.ticket where id = p $$;
create function pg_temp.posts(p bigint) returns bigint language sql as $$ select count(*) from turno.post where ticket_id = p $$;

select is(pg_temp.call(null, 'act_reply', '{"ticket": 1, "text": "x"}'), '"TU004"', 'R9: nobody replies');
select is(pg_temp.call('mario', 'act_reply', '{"ticket": 1, "text": "x"}'), '"TU002"', 'R24: a contact does not reply as an operator');
select is(pg_temp.call('marco', 'act_reply', '{"ticket": 2, "text": "x"}'), '"TU002"', 'R9: no reply on an invisible ticket');
select is(pg_temp.call('marco', 'act_reply', '{"ticket": 99, "text": "x"}'), '"TU002"', 'R9: the same as on none');
select is(pg_temp.call('marco', 'act_answer', '{"ticket": 1, "text": "x"}'), '"TU002"', 'R24: an operator does not answer as a contact');
select is((select count(*) from turno.post), 18::bigint, 'R9: nothing was written');

select is(pg_temp.call('marco', 'act_reply', jsonb_build_object('ticket', 1, 'text', t)), '{"ok": false, "errors": {"text": "empty"}}', 'R21: a reply needs words or a file')
from unnest(array['', '  ', E'\n\t\n']) t;
select is(pg_temp.call('marco', 'act_reply', '{"ticket": 1, "text": "Ecco.", "pass_turn": true, "form_key": "f1"}') ->> 'ok', 'true', 'R14: a reply');
select is(pg_temp.turn(1), 'contact', 'R14: passes the turn');
select is(pg_temp.posts(1), 4::bigint, 'R21: one post');
select is((select format('%s %s %s %s', kind, author_kind, channel, text) from turno.post where ticket_id = 1 order by id desc limit 1), 'message operator web Ecco.', 'R21: as it was written');
select is((select string_agg(recipient, ' ') from turno.outbox o join turno.post p on p.id = o.post_id where p.text = 'Ecco.'),
    'mario.rossi@demo.example', 'R34: the contact is told');
select is(pg_temp.call('marco', 'act_reply', '{"ticket": 1, "text": "Ecco.", "pass_turn": true, "form_key": "f1"}') ->> 'ok', 'true', 'the same form again: the same answer');
select is(pg_temp.posts(1), 4::bigint, 'and nothing written twice');
select is(pg_temp.call('riccardo', 'act_reply', '{"ticket": 1, "text": "Anche io.", "form_key": "f1"}') ->> 'ok', 'true', 'another''s form with the same key is another form');
select is(pg_temp.posts(1), 5::bigint, 'and is written');

select is(pg_temp.call('mario', 'act_answer', '{"ticket": 1, "text": "Grazie.", "form_key": "m1"}') ->> 'ok', 'true', 'R14: the contact answers');
select is(pg_temp.turn(1), 'operator', 'R14: and gives the turn back');
select pg_temp.call('mario', 'act_answer', '{"ticket": 1, "text": "Grazie.", "form_key": "m1"}') \g /dev/null
select is(pg_temp.posts(1), 6::bigint, 'R14: once, however often it is sent');
select is(pg_temp.call('marco', 'act_reply', '{"ticket": 1, "text": "Un momento."}') ->> 'ok', 'true', 'R14: a reply that keeps the turn');
select is(pg_temp.turn(1), 'operator', 'R14: keeps it');
select is((select count(*) from turno.outbox o join turno.post p on p.id = o.post_id where p.text = 'Un momento.' and o.kind = 'reply'), 1::bigint, 'R34: and is told all the same');
select is(pg_temp.call('mario', 'act_answer', '{"ticket": 3, "text": "x"}'), '"TU002"', 'R24: not on another''s ticket');
select is(pg_temp.call('mario_link', 'act_answer', '{"text": "Dal link."}') ->> 'ok', 'true', 'R24: a link''s session answers on its ticket');
select is((select ticket_id from turno.post where text = 'Dal link.'), 6::bigint, 'R24: that one');
select is(pg_temp.call('mario_link', 'act_answer', '{"ticket": 1, "text": "x"}'), '"TU002"', 'R24: and on no other');

select is(pg_temp.call('marco', 'act_reply', '{"ticket": 1, "text": "Fatto.", "pass_turn": true, "close": true}') ->> 'done', 'closed', 'R19: close after sending');
select is(pg_temp.turn(1), 'closed', 'R19: closes');
select is((select count(*) from turno.outbox o join turno.post p on p.id = o.post_id where p.text = 'Fatto.' and o.kind = 'reply'), 1::bigint, 'R19: after telling');
select is(pg_temp.call('mario', 'act_answer', '{"ticket": 1, "text": "Ancora."}'), '"TU003"', 'R17: closed: the contact writes nothing');
select is(pg_temp.call('marco', 'act_reply', '{"ticket": 1, "text": "Ancora."}'), '"TU003"', 'R17: nor does the operator');
select is((select count(*) from turno.post where text = 'Ancora.'), 0::bigint, 'R17: nothing was written');

-- Files. One transaction per file; here all in one.
create function pg_temp.upload(p_token text, p_name text, p_pieces text[]) returns bigint language plpgsql as $$
declare
    v_handle text := pg_temp.see(p_token, 'select turno.upload_begin()');
begin
    for i in 1 .. cardinality(p_pieces) loop
        perform pg_temp.see(p_token, format('select turno.upload_append(%L, %s, %L::bytea)', v_handle, i - 1, p_pieces[i]));
    end loop;
    return pg_temp.see(p_token, format('select turno.upload_finish(%L, %L, %L)', v_handle, p_name, 'text/plain'))::bigint;
end
$$;
select is(pg_temp.see(null, 'select turno.upload_begin()'), 'TU004', 'R9: nobody uploads');
create temporary table file as select pg_temp.upload('amina', 'a.txt', '{Hel,lo}') as id;
select is((select format('%s %s %s', a.name, a.size, encode(a.sha256, 'hex')) from turno.attachment a, file where a.id = file.id),
    'a.txt 5 ' || encode(sha256('Hello'), 'hex'), 'R25: name, size and digest, taken of what was stored');
insert into file select pg_temp.upload('marco', 'b.txt', '{H,ell,o}');
select is((select count(distinct blob_id) from turno.attachment a join file on file.id = a.id), 1::bigint, 'bytes are stored once');
insert into file select pg_temp.upload('amina', 'empty.txt', '{}');
select is(pg_temp.see('mario', 'select turno.upload_append(''no handle'', 0, ''x'')'), 'TU002', 'no handle, no upload');
select is(pg_temp.call('marco', 'act_reply', jsonb_build_object('ticket', 6, 'text', 'x', 'uploads', jsonb_build_array((select min(id) from file)))),
    '{"ok": false, "errors": {"files": "files"}}', 'R9: another''s file is not his to send');
select is(pg_temp.see('marco', format('select turno.upload_list(''[%s]'')', (select min(id) from file))), '[]', 'R9: nor to see');
select is(pg_temp.call('amina', 'act_answer', jsonb_build_object('ticket', 3, 'text', '', 'uploads', (select jsonb_agg(a.id) from turno.attachment a join file on file.id = a.id where a.name <> 'b.txt'))) ->> 'ok',
    'true', 'R21: a file without words is a message');
select is((select string_agg(a.name, ' ' order by a.id) from turno.attachment a join turno.post p on p.id = a.post_id where p.channel = 'web' and p.ticket_id = 3),
    'a.txt empty.txt', 'R25: the files hang on it');
select is(pg_temp.call('amina', 'act_answer', jsonb_build_object('ticket', 3, 'text', 'x', 'uploads', jsonb_build_array((select min(id) from file)))),
    '{"ok": false, "errors": {"files": "files"}}', 'R25: a file is sent once');
select is(pg_temp.see('riccardo', format('select encode(turno.attachment_chunk(%s, 0, 0) || turno.attachment_chunk(%s, 0, 1), ''escape'')', min(id), min(id))),
    'Hello', 'R25: and comes out as it went in') from file;
-- What is stored already is no upload under way, even for one who knows its bytes.
select is(pg_temp.see('mario', 'select turno.upload_append(''Hello'', 7, ''x'')'), 'TU002', 'R23: known bytes are no handle to add to a document');
select is(pg_temp.see('mario', 'select turno.upload_finish(''Hello'', ''a.txt'', '''')'), 'TU002', 'R23: nor to take it');
select is((select b.size from turno.blob b where b.sha256 = sha256('Hello')), 5::bigint, 'R23: the document stays as it was');
select * from finish();
rollback;
