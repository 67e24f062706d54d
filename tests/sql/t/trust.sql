-- Who is believed to have written a mail (M15, M21, M22), and what an operator's mail needs (M20).
begin;
\ir ../office.psql
set local role turno_gateway;
select no_plan();
reset role;
create temporary table mine as select pg_temp.ticket_of_mario() as ticket;
grant select on mine to turno_gateway;
create function pg_temp.server(p_ids text) returns void language sql as $$ update turno.mailbox set authserv_ids = p_ids::text[] where name = 'support' $$;
-- A field Authentication-Results: "method=result name=value name=value".
create function pg_temp.field(p_id text, variadic p_results text[]) returns jsonb language sql as $$
    select jsonb_build_object('authserv_id', p_id, 'received_above', 1, 'results', (select coalesce(jsonb_agg(jsonb_build_object('method', split_part(w[1], '=', 1),
        'result', split_part(w[1], '=', 2), 'reason', '', 'properties', (select coalesce(jsonb_agg(jsonb_build_object('name', split_part(x, '=', 1), 'value', split_part(x, '=', 2))), '[]')
            from unnest(w[2:]) x))), '[]') from unnest(p_results) r, string_to_array(r, ' ') w)) $$;
create function pg_temp.says(variadic p_fields jsonb[]) returns jsonb language sql as $$ select jsonb_build_object('authentication', to_jsonb(p_fields)) $$;
create function pg_temp.good(p_domain text default 'demo.example') returns jsonb language sql as $$ select pg_temp.says(pg_temp.field('mx.demo.example', 'dmarc=pass header.from=' || p_domain)) $$;
create function pg_temp.bad() returns jsonb language sql as $$ select pg_temp.says(pg_temp.field('mx.demo.example', 'dmarc=fail header.from=demo.example')) $$;
create function pg_temp.level(p_changes jsonb) returns text language plpgsql volatile as $$
declare
    v jsonb := pg_temp.receive(p_changes);
begin
    return (select m.trust from turno.mail m where m.id = (v ->> 'mail')::bigint);
end $$;
create function pg_temp.of_mario() returns text language sql as $$ select turno.reply_address(pg_temp.mailbox_id('support'), 'c', ticket, pg_temp.contact_id('mario')) from mine $$;

-- M15: alignment.
select is(turno.domain_covers(a, b), w, format('M15: %s for %s: %s', a, b, w)) from (values ('demo.example', 'demo.example', true), ('demo.example', 'mail.demo.example', true),
    ('mail.demo.example', 'demo.example', false), ('o.example', 'demo.example', false), ('example', 'demo.example', false), ('.example', 'demo.example', false), ('', 'demo.example', false),
    ('%.example', 'demo.example', false), (null, 'demo.example', false)) x(a, b, w);
select is(turno.authres_judge((pg_temp.field('mx', variadic r::text[])) -> 'results', 'Mario.Rossi@Demo.example') ->> 'level', w, format('M15: %s is %s', r, coalesce(w, 'nothing')))
from (values ('{"dmarc=pass header.from=demo.example"}', 'authenticated'), ('{"dmarc=pass header.from=Demo.Example"}', 'authenticated'), ('{"dmarc=pass header.from=mario@demo.example"}', 'authenticated'),
    ('{"dmarc=pass header.from=evil.example"}', null), ('{dmarc=pass}', null), ('{"dmarc=none header.from=demo.example"}', null), ('{"dmarc=bestguesspass header.from=demo.example"}', null),
    ('{"dmarc=fail header.from=demo.example"}', 'failed'), ('{dmarc=fail}', 'failed'), ('{"dmarc=pass header.from=demo.example","dmarc=fail header.from=demo.example"}', 'failed'),
    ('{"dkim=pass header.d=demo.example"}', 'authenticated'), ('{"dkim=pass header.i=@demo.example"}', 'authenticated'), ('{"dkim=pass header.d=evil.example"}', null),
    ('{"dkim=pass header.d=mail.demo.example"}', null), ('{"dkim=pass header.d=example"}', null), ('{"dkim=fail header.d=demo.example"}', null), ('{"dkim=pass header.s=demo.example"}', null),
    ('{"dkim=pass header.d=evil.example","dkim=pass header.d=demo.example"}', 'authenticated'), ('{"dkim=pass header.d=demo.example","dmarc=fail header.from=demo.example"}', 'failed'),
    ('{"spf=pass smtp.mailfrom=demo.example"}', 'authenticated'), ('{"spf=pass smtp.mailfrom=bounce@demo.example"}', 'authenticated'), ('{"spf=pass smtp.mailfrom=bounce@evil.example"}', null),
    ('{"spf=pass smtp.helo=demo.example"}', null), ('{"spf=softfail smtp.mailfrom=demo.example"}', null), ('{"auth=pass smtp.auth=mario.rossi@demo.example"}', 'authenticated'),
    ('{"auth=pass smtp.auth=luigi@demo.example"}', null), ('{"iprev=pass policy.iprev=192.0.2.1"}', null), ('{"arc=pass header.d=demo.example"}', null), ('{}', null)) x(r, w);

-- M15: whose field counts.
select is(pg_temp.level(pg_temp.good()), 'none', 'M15: where no server is named none is believed');
select pg_temp.server('{mx.demo.example}');
select is(pg_temp.level(pg_temp.good()), 'authenticated', 'M15: the named server is');
select is(pg_temp.level(pg_temp.says(pg_temp.field('mx.evil.example', 'dmarc=pass header.from=demo.example'))), 'none', 'M15: another is not');
select is(pg_temp.level(pg_temp.says(pg_temp.field('mx.evil.example', 'dmarc=fail header.from=demo.example'))), 'none', 'M15: nor does it accuse');
select is(pg_temp.level(pg_temp.says(pg_temp.field('', 'dmarc=pass header.from=demo.example'))), 'none', 'M15: nor a field without a name');
select is(pg_temp.level(pg_temp.says(pg_temp.field('mx.demo.example', 'spf=none'), pg_temp.field('mx.demo.example', 'dmarc=pass header.from=demo.example'))), 'none', 'M15: only the topmost of its fields counts: what lies below was in the mail');
select is(pg_temp.level(pg_temp.says(pg_temp.field('filter.inside', 'x=pass'), pg_temp.field('mx.demo.example', 'dmarc=pass header.from=demo.example'))), 'authenticated', 'M15: those of others above do not hide it');
select is(pg_temp.level(pg_temp.good() || '{"effective_sender": "amina@demo.example"}'), 'none', 'M15: what authenticates From is not given to another whom the mail names, of the same domain even');
select is(pg_temp.level(pg_temp.good() || '{"from": [{"address": "mario.rossi@demo.example"}, {"address": "amina@demo.example"}]}'), 'none', 'M15: nor to one of two authors');
select is(pg_temp.level(pg_temp.good() || '{"from_fields": 2}'), 'none', 'M15: nor where From stands twice');
select is(pg_temp.level(pg_temp.good() || '{"pec": {"kind": "posta-certificata"}}'), 'none', 'M15: what authenticates an envelope is not given to whom it carries');
select is(pg_temp.level(pg_temp.to_address(pg_temp.of_mario())), 'token', 'M15: a token of his own is one degree');
select is(pg_temp.level(pg_temp.good() || pg_temp.to_address(pg_temp.of_mario())), 'authenticated', 'M15: the higher one is kept');
select is(pg_temp.level('{"from_address": "luigi@client.example"}' || pg_temp.to_address(pg_temp.of_mario())), 'none', 'M15: a stranger''s token is none');
select pg_temp.server('{-,mx2.demo.example}');
select is(pg_temp.level(pg_temp.says(pg_temp.field('', 'dmarc=pass header.from=demo.example'))), 'authenticated', 'M15: "-" names a server that writes no name');
select is(pg_temp.level(pg_temp.good()), 'none', 'M15: which believes no name that is not listed');
select is(pg_temp.level('{"signature": {"state": "valid", "signer_addresses": ["Mario.Rossi@demo.example"]}}' || pg_temp.bad()), 'signed', 'M15: S/MIME for his address is the highest');
select is(pg_temp.level('{"signature": {"state": "valid", "signer_addresses": ["amina@demo.example"]}}'), 'none', 'M15: for another address it is nothing');
select is(pg_temp.level('{"signature": {"state": "invalid", "signer_addresses": ["mario.rossi@demo.example"]}}'), 'none', 'M15: nor when it is not valid');
create temporary table pec as select '{"pec": {"kind": "posta-certificata", "sender": "mario.rossi@demo.example", "sender_agrees": true, "signature": "unchecked", "data": "read", "data_kind": "posta-certificata"}, "signature": {"state": "unchecked", "signer_addresses": []}}'::jsonb as e;
select is(pg_temp.level(e), 'none', 'M27: certified mail proves nothing in an ordinary mailbox') from pec;
update turno.mailbox set kind = 'pec' where name = 'support';
select is(pg_temp.level(e), 'signed', 'M15: in a certified one it does') from pec;
select is(pg_temp.level(e || jsonb_build_object('pec', e -> 'pec' || x)), 'none', 'M15: not ' || w) from pec, (values ('{"signature": "invalid"}'::jsonb, 'with a bad signature'),
    ('{"signature": "absent"}', 'unsigned'), ('{"kind": "errore"}', 'an envelope of anomaly'), ('{"sender_agrees": false}', 'when the mail inside names another'),
    ('{"data": "absent"}', 'where nothing says who sent it')) y(x, w);
update turno.mailbox set kind = 'email' where name = 'support';

-- M21: a forged contact.
select pg_temp.server('{mx.demo.example}');
create temporary table mark as select pg_temp.last_outbox() as id;
create temporary table forged as select pg_temp.receive(pg_temp.bad() || '{"subject": "Un 730"}') as v;
select is(v ->> 'outcome' || ' ' || (v ->> 'reason'), 'triage the mail server says that the sender is forged', 'M21: without a token a forged mail waits in triage') from forged;
select is((select trust || ' ' || coalesce(contact_id::text, '-') from turno.mail where id = (v ->> 'mail')::bigint), 'failed -', 'M21: marked, and not the contact''s') from forged;
select is(pg_temp.receive(pg_temp.bad() || '{"from_address": "luigi@client.example"}', 'help') ->> 'outcome', 'ticket', 'M21: where no server is named nobody can tell');
update turno.mailbox set authserv_ids = '{mx.demo.example}' where name = 'help';
select is(pg_temp.receive(pg_temp.bad() || '{"from_address": "gino@client.example"}', 'help') ->> 'outcome', 'triage', 'M21: a stranger who is forged is made no contact');
select is((select count(*) from turno.address where folded = 'gino@client.example'), 0::bigint, 'M21: indeed');
delete from turno.throttle where key like 'held:%';
update mark set id = pg_temp.last_outbox();
create temporary table held as select pg_temp.turn_of(ticket) as turn, pg_temp.receive(pg_temp.bad() || pg_temp.to_address(pg_temp.of_mario())) as v from mine;
select is(v ->> 'outcome' || (v ->> 'ticket'), 'held' || ticket, 'M21: with a token it is held on the ticket') from held, mine;
select is(pg_temp.written(ticket, (select max(id) from mark)), '{"notification anna@demo.example","notification marco@demo.example"}', 'M21: operators are told, he is not') from mine;
select is((select count(*) from turno.post where mail_id = (v ->> 'mail')::bigint), 0::bigint, 'M21: it is no post') from held;
select is((pg_temp.events(ticket))[cardinality(pg_temp.events(ticket))], 'held', 'M21: but an event') from mine;
select is(pg_temp.receive(pg_temp.good() || pg_temp.to_address(pg_temp.of_mario())) ->> 'outcome', 'post', 'M21: a true one is a post');
select is(turno.reason_text('the mail server says that the sender is forged: x@y', 'it'), 'il server di posta dice che il mittente è falso: x@y', 'M21: in Italian too');

select is(pg_temp.receive(pg_temp.bad() || jsonb_build_object('references', jsonb_build_array(m.message_id))) ->> 'outcome', 'triage', 'M21: a stored Message-ID is no token') from turno.mail m, mine where m.ticket_id = ticket and m.outcome = 'ticket';

reset role;
create function pg_temp.page(p_page text, p_ticket bigint, p_operator bigint, p_contact bigint) returns jsonb language plpgsql as $$
declare
    v jsonb;
begin
    perform set_config('turno.session', turno.session_new(p_operator, p_contact, null), true);
    set local role turno_web;
    execute format('select turno.%I($1)', p_page) into v using jsonb_build_object('ticket', p_ticket, 'language', 'it', 'page', true);
    reset role;
    return v;
end $$;
select is((select array_agg(distinct x #>> '{post,trust}' order by x #>> '{post,trust}') from mine, jsonb_array_elements(pg_temp.page('page_ticket', ticket, pg_temp.operator_id('anna'), null) -> 'timeline') x
    where x ? 'post'), '{authenticated,none,token}', 'M15: operators see on each mail how much its sender is believed');
select is((select pg_temp.page('page_conversation', ticket, null, pg_temp.contact_id('mario')) -> 'posts' @? '$[*].trust'), false, 'R24: contacts do not') from mine;

create function pg_temp.waits(p_ticket bigint) returns jsonb language plpgsql as $$
begin
    perform set_config('turno.session', turno.session_new(pg_temp.operator_id('anna'), null, null), true);
    return turno.ticket_outside(p_ticket, 'it');
end $$;
select is(w -> 'trust', '"failed"', 'M21: a forged mail waits on the ticket''s page, marked')
from mine, held, jsonb_array_elements(pg_temp.waits(ticket)) w where (w ->> 'mail')::bigint = (v ->> 'mail')::bigint;
select is((select count(*) from mine, held, jsonb_array_elements(pg_temp.waits(ticket)) w where w -> 'mail' = v -> 'mail'), 1::bigint, 'M21: where an operator decides of it');

-- M20: an operator, where a server is named.
create function pg_temp.of_anna(p_changes jsonb, p_mailbox text default 'support') returns text language sql volatile as $$
    select concat_ws(' ', v ->> 'outcome', v ->> 'reason') from (select pg_temp.receive(pg_temp.to_address(pg_temp.reply_of('anna', ticket)) ||
        '{"from_address": "anna@demo.example", "from": [{"name": "Anna", "address": "anna@demo.example"}], "from_fields": 1, "effective_sender": "anna@demo.example"}' || p_changes, p_mailbox) as v from mine) x $$;
select is(pg_temp.of_anna(pg_temp.good()), 'post', 'M20: address, token and the server''s word make a reply');
select is(pg_temp.of_anna('{}'), 'held the mail server does not vouch for the sender', 'M20: without that word it is parked');
select is(pg_temp.of_anna(pg_temp.bad()), 'held the mail server says that the sender is forged', 'M20: and when it is forged');
select is(pg_temp.of_anna(pg_temp.good('evil.example')), 'held the mail server does not vouch for the sender', 'M20: the word for another domain is none');
select is(pg_temp.of_anna('{"signature": {"state": "valid", "signer_addresses": ["anna@demo.example"]}}'), 'post', 'M20: S/MIME is as good');
select is(pg_temp.of_anna(pg_temp.good(), 'quiet'), 'held the mail server does not vouch for the sender', 'M20: a mailbox that names no server is no other door');
select is(pg_temp.of_anna(pg_temp.good() || '{"from": [{"address": "anna@demo.example"}, {"address": "evil@demo.example"}]}'), 'held more than one sender', 'M20: two authors');
select is(pg_temp.of_anna(pg_temp.good() || '{"from_fields": 2}'), 'held more than one sender', 'M20: two fields From');
select is(pg_temp.of_anna(pg_temp.good() || '{"from_address": "evil@demo.example", "from": [{"address": "evil@demo.example"}]}'), 'held more than one sender', 'M20: named by a list, not by From');
select is(pg_temp.of_anna(pg_temp.good() || '{"effective_sender": "mario.rossi@demo.example"}'), 'held outside participant', 'M20: whom the list names instead has not his token');
update turno.mailbox set is_active = false where authserv_ids <> '{}';
select is(pg_temp.of_anna('{}'), 'post', 'M20: where no active mailbox names a server, address and token are enough');
update turno.mailbox set is_active = true;
select pg_temp.server('{}');
update turno.mailbox set authserv_ids = '{}';

-- M22: who wrote.
create function pg_temp.sender(p_changes jsonb, p_use text) returns text language plpgsql volatile as $$
declare
    v_mail bigint := pg_temp.store('support');
begin
    update turno.mailbox set reply_to = p_use where name = 'support';
    return (select concat_ws(' ', s ->> 'kind', s ->> 'address', s ->> 'by') from turno.deliver_sender(v_mail, pg_temp.evidence(p_changes)) s);
end $$;
select is(pg_temp.sender(e, u), w, format('M22: %s, %s', u, e)) from (values
    ('{"reply_to": "amina@demo.example"}'::jsonb, 'never', 'contact mario.rossi@demo.example from'),
    ('{"reply_to": "amina@demo.example"}', 'unknown', 'contact mario.rossi@demo.example from'),
    ('{"reply_to": "amina@demo.example"}', 'always', 'contact amina@demo.example reply_to'),
    ('{"from_address": "noreply@site.example", "reply_to": "Amina@demo.example"}', 'never', 'unknown noreply@site.example from'),
    ('{"from_address": "noreply@site.example", "reply_to": "Amina@demo.example"}', 'unknown', 'contact amina@demo.example reply_to'),
    ('{"from_address": "support@demo.example", "reply_to": "pina@client.example"}', 'unknown', 'unknown pina@client.example reply_to'),
    ('{"from_address": "noreply@site.example", "reply_to": "Support+c.1@demo.example"}', 'always', 'unknown noreply@site.example from'),
    ('{"from_address": "noreply@site.example", "reply_to": "anna@demo.example"}', 'always', 'unknown noreply@site.example from'),
    ('{"from_address": "anna@demo.example", "reply_to": "amina@demo.example"}', 'always', 'operator anna@demo.example from'),
    ('{"reply_to": "nobody"}', 'always', 'contact mario.rossi@demo.example from'),
    ('{"from_name": "anna@demo.example", "from_address": "evil@x.example"}', 'never', 'unknown evil@x.example from'),
    ('{"from_address": "list@group.example", "effective_sender": "Mario.Rossi@demo.example"}', 'never', 'contact mario.rossi@demo.example effective'),
    ('{"effective_sender": ""}', 'never', 'contact mario.rossi@demo.example from')) x(e, u, w);
update turno.mailbox set reply_to = 'unknown', accept_new = 'anyone' where name = 'support';
create temporary table site as select pg_temp.receive('{"from_address": "noreply@site.example", "from_name": "Web site", "reply_to": "ugo@client.example"}') as v;
select is((select a.address || ' ' || c.name from turno.ticket t join turno.contact c on c.id = t.contact_id join turno.address a on a.contact_id = c.id where t.id = (v ->> 'ticket')::bigint),
    'ugo@client.example ugo@client.example', 'M22: the form of a web site makes a contact of who filled it in') from site;
select is((select from_address from turno.mail where id = (v ->> 'mail')::bigint), 'noreply@site.example', 'M22: the ledger keeps what stood in From') from site;

-- The administration.
reset role;
select is(turno.mailbox_set('{"name": "support", "authserv_ids": [" MX.demo.example ", "-", "-"], "reply_to": "always"}') -> 'authserv_ids', '["-", "mx.demo.example"]', 'M15: an administrator names servers');
select is(turno.mailbox_set('{"name": "support", "accept_new": "known"}') ->> 'reply_to', 'always', 'M22: what is not named stays');
select is(turno.mailbox_set('{"name": "support", "authserv_ids": [""]}') -> 'authserv_ids', '[]', 'M15: an empty name takes them away');
select throws_ok(format('select turno.mailbox_set(%L)', p), 'TU003', null, 'M15, M22: refused: ' || p)
from unnest('{"{\"name\": \"support\", \"authserv_ids\": [\"mx demo\"]}","{\"name\": \"support\", \"authserv_ids\": [\"mx;x\"]}","{\"name\": \"support\", \"reply_to\": \"perhaps\"}"}'::text[]) p;
select finish();
rollback;
