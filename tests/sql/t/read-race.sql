-- A contact becomes another, or goes to another customer, while somebody writes to him; a ticket goes while its contact answers (R1, R2, R27).
\ir ../office.psql
\ir ../two.psql
\ir ../two-acts.psql
create temporary table mine as select pg_temp.ticket_of_mario() as ticket;
select turno.contact_add('{"address": "doppio@demo.example", "name": "Doppio", "customer": "Mario Rossi"}') \g /dev/null
select turno.contact_add('{"address": "terzo@demo.example", "name": "Terzo", "customer": "Mario Rossi"}') \g /dev/null
select turno.lease_drop('test');
select no_plan();
create function pg_temp.joins(p_from text, p_into text) returns text language sql as $$
    select format('select turno.contact_join(%s, %s, null) ->> ''merged''', pg_temp.contact_id(p_from), pg_temp.contact_id(p_into)) $$;
create function pg_temp.born(p_contact text, p_subject text) returns text language sql as $$
    select format('select turno.ticket_open(%s, %s, %s, %L, ''web'', null, ''contact_message'', ''contact'', %2$s)::text',
        (select customer_id from turno.contact where id = pg_temp.contact_id(p_contact)), pg_temp.contact_id(p_contact), pg_temp.category_id('CAF'), p_subject) $$;

-- Who answers holds the ticket and names the contact; who merges waits for the ticket and holds nobody.
select pg_temp.enter('a', 'anna') \g /dev/null
select pg_temp.other('a', format('select turno.act_lock(''{"ticket": %s, "action": "start"}'')::text', ticket)) from mine \g /dev/null
select ok(pg_temp.blocks('b', pg_temp.joins('Mario', 'Doppio')), 'R1: merging waits for an answer that is written');
select is(pg_temp.other('a', format('select turno.act_reply(''{"ticket": %s, "text": "Ecco", "pass_turn": true}'') ->> ''done''', ticket)), 'sent',
    'R14: which does not stand before it') from mine;
select public.dblink_exec('a', 'commit') \g /dev/null
select is(pg_temp.answer('b'), 'Mario Rossi', 'R1: then they become one');
select is((select string_agg(distinct k.name, ',') from turno.outbox o join turno.contact k on k.id = o.contact_id where o.kind = 'reply'), 'Doppio', 'R1: the mail that was just written is the other''s');

-- A ticket of one who is being merged is the other's, whoever comes first.
select public.dblink_exec('b', 'begin') \g /dev/null
select pg_temp.other('b', pg_temp.joins('Doppio', 'Terzo')) \g /dev/null
select ok(pg_temp.blocks('a', pg_temp.born('Doppio', 'late')), 'R1: a ticket of one who is being merged waits');
select public.dblink_exec('b', 'commit') \g /dev/null
select ok(pg_temp.answer('a') ~ '^\d+$', 'R1: and is born');
select is((select k.name from turno.ticket t join turno.contact k on k.id = t.contact_id where t.subject = 'late'), 'Terzo', 'R1: for the one that stays');

-- A contact who goes to another customer while he gets a ticket.
select turno.contact_add('{"address": "sola@demo.example", "name": "Sola"}') \g /dev/null
select public.dblink_exec('a', 'begin') \g /dev/null
select pg_temp.other('a', pg_temp.born('Sola', 'first')) \g /dev/null
select ok(pg_temp.blocks('b', 'select turno.contact_set(''{"address": "sola@demo.example", "customer": "Mario Rossi"}'')::text'), 'R2: who changes his customer waits for his new ticket');
select public.dblink_exec('a', 'commit') \g /dev/null
select matches(pg_temp.answer('b'), 'has tickets or practices of his present customer', 'R2: and is refused');
select is((select count(*) from turno.ticket t join turno.contact k on k.id = t.contact_id where k.customer_id <> t.customer_id), 0::bigint, 'R2: no ticket is left at another customer');

-- One address, two at once.
select public.dblink_exec('a', 'begin') \g /dev/null
select pg_temp.other('a', 'select turno.contact_set(''{"address": "terzo@demo.example", "add_addresses": ["uno@demo.example"]}'')::text') \g /dev/null
select ok(pg_temp.blocks('b', 'select turno.contact_set(''{"address": "sola@demo.example", "pec": ["UNO@demo.example"]}'')::text'), 'R1: who is given an address that another is just given waits');
select public.dblink_exec('a', 'commit') \g /dev/null
select matches(pg_temp.answer('b'), 'uno@demo.example belongs to somebody else', 'R1: and is told');
select is((select concat(k.name, ' ', a.address, ' ', a.kind) from turno.address a join turno.contact k on k.id = a.contact_id where a.folded = 'uno@demo.example'),
    'Terzo uno@demo.example email', 'R1: the other''s stays as it was given');

-- A ticket is merged while it is written how one of its mails went.
select turno.outbox_claim('w', 600, 100, 'default') \g /dev/null
create temporary table sent as select o.id from turno.outbox o, mine where o.ticket_id = mine.ticket and o.kind = 'reply';
select is((select array_agg(j.owner) from turno.outbox_job j join sent on sent.id = j.outbox_id), '{w}', 'M31: a mail is being sent');
select public.dblink_exec('a', 'begin') \g /dev/null
select pg_temp.other('a', format('select o.id::text from turno.outbox o where o.id = %s for update', id)) from sent \g /dev/null
select pg_temp.enter('b', 'anna') \g /dev/null
select ok(pg_temp.blocks('b', format('select turno.act_merge(''{"ticket": %s, "into": %s}'') ->> ''done''', mine.ticket, t.id)), 'R41: who merges its ticket waits')
from mine, turno.ticket t where t.subject = 'late';
select is(pg_temp.other('a', format('select turno.outbox_settle(%s, ''w'', ''sent'', ''250 ok'')', id)), 'sent', 'M31: and does not stand before it') from sent;
select public.dblink_exec('a', 'commit') \g /dev/null
select is(pg_temp.answer('b'), 'merged', 'R41: then it is merged');
select is((select t.subject from turno.outbox o join sent using (id) join turno.ticket t on t.id = o.ticket_id), 'late', 'R41: with that mail');

-- Or while its contact enters by its link; likewise while he becomes another.
select pg_temp.other('a', pg_temp.born('Terzo', 'third')) \g /dev/null
select turno.contact_add('{"address": "quarto@demo.example", "name": "Quarto", "customer": "Mario Rossi"}') \g /dev/null
insert into turno.link (ticket_id, contact_id, token_sha256, expires_at) select t.id, t.contact_id, sha256('in'), now() + interval '1 day' from turno.ticket t where t.subject = 'third';
create function pg_temp.entered(p_query text) returns setof text language plpgsql as $$
begin
    perform public.dblink_exec('a', 'begin');
    perform pg_temp.other('a', 'select l.id::text from turno.link l where l.token_sha256 = sha256(''in'') for update');
    return next ok(pg_temp.blocks('b', p_query), 'M33: who moves a link waits for who enters by it');
    return next is(pg_temp.other('a', 'select turno.link_enter(''{"token": "in"}'') ->> ''ok'''), 'true', 'M33: and does not stand before him');
    perform public.dblink_exec('a', 'commit');
    return next unalike(pg_temp.answer('b'), '%deadlock%', 'M33: nor is what he does lost');
end $$;
select pg_temp.enter('b', 'anna') \g /dev/null
select pg_temp.entered(format('select turno.act_merge(''{"ticket": %s, "into": %s}'') ->> ''done''', s.id, t.id)) from turno.ticket s, turno.ticket t where s.subject = 'third' and t.subject = 'late';
select pg_temp.entered(pg_temp.joins('Terzo', 'Quarto'));
select is((select concat(t.subject, ' ', k.name) from turno.link l join turno.ticket t on t.id = l.ticket_id join turno.contact k on k.id = l.contact_id where l.token_sha256 = sha256('in')),
    'late Quarto', 'R41, R1: the link went along both times');

-- A ticket that is deleted while its contact answers.
update turno.operator set is_admin = true where login = 'anna';
create temporary table gone as select t.id as ticket from turno.ticket t where t.subject = 'first';
insert into token select 'sola', 'sola';
insert into turno.session (token_sha256, contact_id) values (sha256('sola'), pg_temp.contact_id('Sola'));
select pg_temp.enter('a', 'anna'), pg_temp.enter('b', 'sola') \g /dev/null
select is(pg_temp.other('a', format('select turno.act_delete(''{"ticket": %s}'') ->> ''done''', ticket)), 'deleted', 'R27: nothing hangs on it') from gone;
select ok(pg_temp.blocks('b', format('select turno.act_answer(''{"ticket": %s, "text": "Troppo tardi"}'')::text', ticket)), 'R27: his answer waits') from gone;
select public.dblink_exec('a', 'commit') \g /dev/null
select matches(pg_temp.answer('b'), 'There is no such ticket', 'R9: and finds it gone');
select is((select count(*) from turno.post where text = 'Troppo tardi'), 0::bigint, 'R27: nobody writes where nobody reads');

-- Likewise his mail, which found it before.
create temporary table mail as select n, pg_temp.store('support') as id from generate_series(1, 3) n;
create function pg_temp.mailed(p_mail integer, p_subject text, p_from text, p_wanted text) returns setof text language plpgsql as $$
declare
    v_mail bigint := (select m.id from mail m where m.n = p_mail);
    v_ticket bigint;
    v_evidence jsonb;
begin
    perform pg_temp.other('a', pg_temp.born('Sola', p_subject));
    v_ticket := t.id from turno.ticket t where t.subject = p_subject;
    v_evidence := pg_temp.evidence(jsonb_build_object('from_address', p_from) || pg_temp.to_address(case when p_from like 'anna@%'
        then turno.reply_address(b.id, 'r', v_ticket, pg_temp.operator_id('anna')) else turno.reply_address(b.id, 'c', v_ticket, pg_temp.contact_id('Sola')) end))
        from turno.mailbox b where b.name = 'support';
    perform pg_temp.enter('a', 'anna');
    return next is(pg_temp.other('a', format('select turno.act_delete(''{"ticket": %s}'') ->> ''done''', v_ticket)), 'deleted', 'R27: another one goes');
    return next ok(pg_temp.blocks('b', format('select turno.deliver_decide(%s, %L)::text', v_mail, v_evidence)), format('R27: a mail of %s waits', p_from));
    perform public.dblink_exec('a', 'commit');
    return next is(pg_temp.answer('b')::jsonb ->> 'outcome', p_wanted, 'R27: and finds it gone');
    return next is(turno.ticket_posts(v_ticket), '[]', 'R27: nothing is written in the deleted one');
    return next is((select count(*) from turno.event e where e.ticket_id = v_ticket and e.type not in ('opened', 'deleted')), 0::bigint, 'R27: nor happens anything there');
end $$;
select pg_temp.mailed(1, 'second', 'sola@demo.example', 'ticket');
select pg_temp.mailed(2, 'third one', 'anna@demo.example', 'triage');
select pg_temp.mailed(3, 'fourth', 'nobody@elsewhere.example', 'triage');
select * from finish();
select public.dblink_disconnect(s) from unnest('{a,b}'::text[]) s;
