-- Deletion (R27) and the change of a contact (R2).
begin;
\ir ../fixture.sql
select no_plan();
create function pg_temp.try(p_token text, p_act text, p jsonb) returns text language plpgsql volatile as $$
declare
    v jsonb;
begin
    perform set_config('turno.session', p_token, true);
    set local role turno_web;
    execute format('select turno.%I($1)', p_act) into v using p;
    reset role;
    perform set_config('turno.session', '', true);
    return coalesce(v ->> 'done', v ->> 'errors');
exception when others then
    reset role;
    return sqlstate || ' ' || sqlerrm;
end
$$;
select is(pg_temp.try('mario', 'act_delete', '{"ticket": 1}'), 'TU002 There is no such ticket.', 'R27: a contact deletes nothing');
select is(pg_temp.try('riccardo', 'act_delete', '{"ticket": 1}'), 'TU003 Only an administrator deletes a ticket: close it instead.', 'R27: nor an operator');
update turno.operator set is_admin = true where id = 2;
select is(pg_temp.try('marco', 'act_delete', '{"ticket": 2}'), 'TU002 There is no such ticket.', 'R4: an administrator only what he sees');
select is(pg_temp.try('anna', 'act_delete', '{"ticket": 1}'), 'TU003 This ticket cannot be deleted: the office wrote in it. Close it instead.', 'R27: not once the office wrote');
-- Spam: a contact's message and nothing else.
create function pg_temp.spam(p_contact bigint) returns bigint language plpgsql as $$
declare
    v bigint := turno.ticket_open((select customer_id from turno.contact where id = p_contact), p_contact, 1, 'Offerta', 'mail', 1, 'contact_message', 'contact', p_contact);
begin
    perform turno.post_add(v, 'message', 'contact', p_contact, 'mail', 'Comprate!', 'Comprate!');
    return v;
end
$$;
create temporary table spam as select pg_temp.spam(4) as id;
select turno.event_add(id, 'delivered', 'system', null, 'mail') from spam;
select matches(pg_temp.try('anna', 'act_delete', jsonb_build_object('ticket', id)), 'there are receipts', 'R27: not with a receipt') from spam;
truncate spam; insert into spam select pg_temp.spam(4);
update turno.mail set ticket_id = spam.id from spam where mail.id = 10;
select matches(pg_temp.try('anna', 'act_delete', jsonb_build_object('ticket', spam.id)), 'a mail waits for somebody''s word', 'R27: not while something is held') from spam;
update turno.mail set ticket_id = 2 where id = 10;
select turno.ticket_merge(pg_temp.spam(4), spam.id, 1, 'web') from spam;
select matches(pg_temp.try('anna', 'act_delete', jsonb_build_object('ticket', spam.id)), 'it was merged with another', 'R41: nor what another leads to') from spam;
truncate spam; insert into spam select pg_temp.spam(4);
select is(pg_temp.see(w, format('select turno.page_ticket_choices(''{"ticket": %s}'') -> ''acts'' ? ''delete''', spam.id)), o, format('R27: %s is offered to delete: %s', w, o)) from spam, (values ('anna', 'true'), ('riccardo', 'false')) x(w, o);
select is(pg_temp.see('anna', 'select turno.page_ticket_choices(''{"ticket": 1}'') -> ''acts'' ? ''delete'''), 'false', 'R27: nor anybody where something hangs');
create temporary table mail as select turno.outbox_add(spam.id, null, 'acknowledgement', 4, null, 'amina@demo.example', 'it') as id from spam;
select is(turno.outbox_refusal(id), null, 'R27: a mail waits to be sent') from mail;
select is(pg_temp.try('anna', 'act_delete', jsonb_build_object('ticket', spam.id)), 'deleted', 'R27: else it goes') from spam;
select is(turno.outbox_refusal(id), 'the ticket was deleted', 'R27: and the mail that waited does not go') from mail;
select is((select concat_ws(' ', deleted_by, deleted_at = now(), (select e.type from turno.event e where e.ticket_id = t.id order by seq desc limit 1)) from turno.ticket t where t.id = spam.id), '1 t deleted', 'R27: by whom and when, and an event') from spam;
select is(pg_temp.see(person, format('select (select count(*) from turno.ticket where id = %1$s) + (select count(*) from turno.post where ticket_id = %1$s) + (select count(*) from turno.event where ticket_id = %1$s)', spam.id)), '0', format('R27: %s does not see it', person))
from spam, unnest('{anna,marco,riccardo,amina}'::text[]) person;
select is(pg_temp.try('anna', 'act_delete', jsonb_build_object('ticket', spam.id)), 'TU002 There is no such ticket.', 'R27: it is not there any more') from spam;
select is(pg_temp.see('anna', 'select c.count from turno.ticket_count(''{operator}'') c'), pg_temp.see('anna', 'select count(*) from turno.ticket where turn = ''operator'''), 'R27: nor is it counted');
select is((select count(*) from jsonb_array_elements(turno.ticket_list('{}')) x, spam where (x ->> 'number')::bigint = spam.id), 0::bigint, 'R27: nor listed');
select is(turno.operator_sees(1, spam.id), false, 'R27: nor told of') from spam;
select is(turno.notify(spam.id, null, 'message'), 0, 'R27: nobody is notified') from spam;
select is_empty('select * from turno.verify_chain((select id from spam))', 'R23: its timeline holds');
select is(turno.ticket_restore(jsonb_build_object('ticket', spam.id)) ->> 'number', spam.id::text, 'R27: the owner brings it back') from spam;
select is(pg_temp.see('amina', format('select count(*) from turno.ticket where id = %s', spam.id)), '1', 'R27: to whom it was') from spam;
select throws_ok(format('select turno.ticket_restore(''{"ticket": %s}'')', spam.id), 'TU003', null, 'R27: once') from spam;
select throws_ok('update turno.ticket set deleted_by = 1 where id = 1', '23514', null, 'R27: who deleted has a time');
select throws_ok('update turno.ticket set deleted_by = 99, deleted_at = now() where id = 1', '23503', null, 'R27: and is an operator');

-- R2.
select is(pg_temp.try('riccardo', 'act_contact_change', '{"ticket": 1, "contact": 1}'), 'TU003 Only an administrator changes the contact of a ticket.', 'R2: an administrator changes the contact');
select is(pg_temp.try('anna', 'act_contact_change', '{"ticket": 4, "contact": 77}'), '{"contact": "unknown"}', 'R2: to one that there is');
select matches(pg_temp.try('anna', 'act_contact_change', '{"ticket": 1}'), 'The contact cannot be changed', 'R2: not once he wrote');
select is(pg_temp.try('anna', 'act_contact_change', '{"ticket": 4, "contact": 3}'), 'TU003 The contact cannot be set: another of the customer wrote or was written to.', 'R2: nor is it taken from one who wrote');
create temporary table quiet as select turno.ticket_open(2, 2, 4, 'Senza parole', 'desk', null, 'opened', 'operator', 1) as id;
select is(pg_temp.try('anna', 'act_contact_change', jsonb_build_object('ticket', id, 'contact', 1)), 'TU003 The contact belongs to another customer.', 'R2: of the same customer') from quiet;
select throws_ok('insert into turno.ticket (reference, customer_id, contact_id, category_id, level, turn, status_id, priority_id, channel, subject)
    select ''born'', t.customer_id, k.id, t.category_id, t.level, t.turn, t.status_id, t.priority_id, t.channel, ''x'' from turno.ticket t
    join turno.contact k on k.customer_id <> t.customer_id limit 1', 'TU003', 'The contact belongs to another customer.', 'R2: nor is it born so');
select is(pg_temp.try('anna', 'act_contact_change', jsonb_build_object('ticket', id, 'contact', 3)), 'contact', 'R2: before that, to another of the customer') from quiet;
select is(pg_temp.try('anna', 'act_contact_change', jsonb_build_object('ticket', id)), 'contact', 'R2: or to all of them') from quiet;
select is(pg_temp.try('anna', 'act_contact_change', jsonb_build_object('ticket', id)), 'contact', 'R2: what is so already') from quiet;
select is((select array_agg(concat_ws('>', old, new) order by seq) from turno.event e, quiet where e.ticket_id = quiet.id and e.type = 'contact'), '{Edil Nord>Geometra,Geometra}', 'R2: is no event; the others are') ;
select finish();
rollback;
