-- What each person reads through the web's role (R8, R9, R24).
begin;
\ir ../fixture.sql
select no_plan();

select is(pg_temp.ids('anna', 'ticket'), '1,2,3,4,5,6', 'R8: advanced everywhere sees every ticket');
select is(pg_temp.ids('marco', 'ticket'), '1,6', 'R8: base in CAF and 730 sees their base tickets, not the advanced one');
select is(pg_temp.ids('riccardo', 'ticket'), '1,2,3,6', 'R8: advanced sees base and advanced, base only base');
select is(pg_temp.ids('nina', 'ticket'), '5', 'R9: without a category he sees only what he opened himself, also when raised');
update turno.ticket set category_id = 3, level = 'base' where id = 5;
select is(pg_temp.ids('nina', 'ticket'), '5', 'R9: what he opened stays visible through a move');
select is(pg_temp.ids('riccardo', 'ticket'), '1,2,3,5,6', 'R9: a move into his scope shows it at once');
update turno.ticket set category_id = 4, level = 'advanced' where id = 5;
update turno.ticket set level = 'advanced' where id = 1;
select is(pg_temp.ids('marco', 'ticket'), '6', 'R9: a raise hides the ticket from base at once');
update turno.ticket set level = 'base' where id = 1;
update turno.operator set is_admin = true where id = 4;
select is(pg_temp.ids('nina', 'ticket'), '5', 'R4: the admin flag gives no sight of tickets');

select is(pg_temp.see('marco', 'select count(*) from turno.ticket where id = 2'), '0', 'R9: an invisible ticket is not found by number');
select is(pg_temp.see('marco', 'select count(*) from turno.post where ticket_id <> all (array[1,6])'), '0', 'R9: nor its posts');
select is(pg_temp.see('marco', 'select count(*) from turno.post'), '6', 'R9: posts of visible tickets, notes included');
select is(pg_temp.see('marco', 'select count(*) from turno.event'), '6', 'R9: their events');
select is(pg_temp.see('marco', 'select count(*) from turno.attachment where post_id is not null'), '6', 'R9: their documents');
select is(pg_temp.see('marco', 'select count(*) from turno.outbox'), '2', 'R9: their mails out');
select is(pg_temp.see('marco', 'select count(*) from turno.link'), '1', 'R9: their links');
select is(pg_temp.see('marco', 'select count(*) from turno.participant'), '1', 'R9: who takes part there');
select is(pg_temp.see('riccardo', 'select count(*) from turno.ticket_link'), '2', 'R9: links between two visible tickets');
select is(pg_temp.see('marco', 'select count(*) from turno.ticket_link'), '0', 'R9: no link to an invisible ticket');

select is(pg_temp.ids('anna', 'mail'), '1,2,3,4,5,6,7,8,10', 'R9: the triage right shows mail without a ticket, not what is undecided');
select is(pg_temp.ids('riccardo', 'mail'), '1,2,3,6,10', 'R9: mail on a ticket, held too, is seen by who sees the ticket');
select is(pg_temp.ids('marco', 'mail'), '1,6', 'R9: no triage without the right, no mail of invisible tickets');
update turno.operator_category set level = 'base' where operator_id = 1;
select is(pg_temp.ids('anna', 'mail'), '1,3,4,6,7,8', 'R9: the triage right does not show mail held on an invisible ticket');
update turno.operator_category set level = 'advanced' where operator_id = 1;

select is(pg_temp.ids('mario', 'ticket'), '1,2,6', 'R24: a contact sees his own tickets and those where he takes part');
select is(pg_temp.ids('amina', 'ticket'), '3,5,6', 'R24: hidden categories and levels hide nothing from the contact');
select is(pg_temp.ids('edil', 'ticket'), '4', 'R2: without a contact every contact of the customer sees it');
select is(pg_temp.ids('geometra', 'ticket'), '4', 'R2: the other contact too');
update turno.ticket set contact_id = 3 where id = 4;
select is(pg_temp.ids('edil', 'ticket'), '', 'R24: a ticket of a colleague is not his');
set local session_replication_role = replica;
update turno.ticket set contact_id = null where id = 4;
set local session_replication_role = origin;
select is(pg_temp.ids('mario_link', 'ticket'), '6', 'M33: a session by magic link sees its ticket only');
select is(pg_temp.see('mario_link', 'select count(*) from turno.post where ticket_id <> 6'), '0', 'M33: nor posts of his other tickets');

select is(pg_temp.see('mario', 'select string_agg(distinct kind, '','') from turno.post'), 'message', 'R24: a contact reads messages, never notes');
select is(pg_temp.see('mario', 'select count(*) from turno.post'), '6', 'R24: both sides of the conversation');
select is(pg_temp.see('mario', 'select count(*) from turno.event'), '0', 'R24: a contact sees no event');
select is(pg_temp.see('mario', 'select count(*) from turno.attachment'), '6', 'R24: documents of messages');
select is(pg_temp.see('mario', 'select count(*) from turno.attachment where name like ''note%'''), '0', 'R24: never documents of notes');
select is(pg_temp.ids('mario', 'mail'), '', 'R24: no raw mail, not even his own');
select is(pg_temp.ids('mario', 'outbox'), '', 'R24: no mail out');
select is(pg_temp.ids('mario', 'link'), '', 'R24: no link');
select is(pg_temp.ids('mario', 'mailbox'), '', 'R24: no mailbox');
select is(pg_temp.ids('mario', 'contact'), '1,4', 'R24: himself and whom he writes with');
select is(pg_temp.ids('mario', 'customer'), '1', 'R24: his customer');
select is(pg_temp.ids('edil', 'operator'), '1', 'R24: of operators those who answered him');
select is(pg_temp.see('edil', 'select count(*) from turno.address'), '1', 'R24: his own addresses');
select is(pg_temp.ids('edil', 'category'), '', 'R24: a contact reads no category; what he is offered is told by page_contact_categories');
select is(pg_temp.ids('marco', 'category'), '1,2,3,4', 'R7: an operator moves tickets anywhere');
select is(pg_temp.see('marco', 'select count(*) from turno.operator_category'), '2', 'R8: an operator reads his own enablements only');
select is(pg_temp.see('marco', 'select string_agg(key, '','') from turno.setting'), 'office.name', 'settings of the office only');
select is(pg_temp.see('marco', 'select count(*) from turno.attachment where post_id is null'), '1', 'an upload is seen by its own session');
select is(pg_temp.see('riccardo', 'select count(*) from turno.attachment where post_id is null'), '0', 'an upload is not seen by others');

select is(pg_temp.see('anna', format('select %I from turno.%I', c.col, c.tab)), '42501', format('the web never reads %s.%s', c.tab, c.col))
from (values ('operator', 'password_digest'), ('operator', 'password_salt'), ('session', 'token_sha256'), ('link', 'token_sha256'),
    ('signing_key', 'secret'), ('mailbox', 'imap_secret'), ('mailbox', 'imap_login'), ('mail', 'evidence'), ('outbox', 'message_id'),
    ('outbox', 'detail'), ('post', 'salt'), ('blob_chunk', 'bytes'), ('form_key', 'result'), ('throttle', 'key'), ('lease', 'owner'))
    c(tab, col);
select is(pg_temp.see('anna', q), '42501', format('the web writes nothing itself: %s', q))
from unnest(array['insert into turno.session (token_sha256, operator_id) values (sha256(''z''), 1)', 'update turno.ticket set turn = ''closed''',
    'delete from turno.post', 'insert into turno.operator_category values (4, 1, ''advanced'')', 'update turno.operator set is_admin = true',
    'truncate turno.event', 'update turno.category set is_hidden = false']) q;

-- turno_act stands under the same policies, so that an act cannot find what its viewer cannot see.
create function pg_temp.act_sees(p_token text, p_table text)
returns text
language plpgsql
as $$
declare
    v_result text;
begin
    perform set_config('turno.session', p_token, true);
    set local role turno_act;
    execute format('select coalesce(string_agg(x.id::text, '','' order by x.id), '''') from turno.%I x', p_table) into v_result;
    reset role;
    perform set_config('turno.session', '', true);
    return v_result;
end
$$;
select is(pg_temp.act_sees('marco', 'ticket'), '1,6', 'R9: acts see the tickets of their viewer');
select is(pg_temp.act_sees('', 'ticket'), '', 'R9: acts see none without a session');
select is(pg_temp.act_sees('mario', 'mail'), '1,2,6', 'R24: acts reach the mail of a document that the contact may download, no other');
select is(pg_temp.see('marco', 'select string_agg(name, '','') from turno.mailbox'), 'support', 'R9: an operator knows the mailboxes');
select is(pg_temp.see('mario', 'select count(*) from turno.mailbox'), '0', 'R24: a contact knows none');
select finish();
rollback;
