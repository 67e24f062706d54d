-- Deliveries: calls of webhooks are an administrator's, and those about a ticket only where he sees it (R4, R9).
begin;
\ir ../fixture.sql
select no_plan();
insert into turno.hook (id, name, url, secret, events) overriding system value values (1, 'crm', 'https://crm.example/secret-path', 'crm', '{*}');
insert into turno.hook_call (id, hook_id, ticket_id, event, payload, state, last_error) overriding system value
select n, 1, t, 'opened', '{"post": {"text": "words"}}', s, e
from (values (1, 1, 'sent', null), (2, 2, 'failed', 'HTTP 404'), (3, null, 'queued', null)) x(n, t, s, e);
insert into turno.hook_job (hook_call_id, hook_id) values (3, 1);
update turno.operator set is_admin = true where login in ('anna', 'marco');
create function pg_temp.calls(p_token text, p_state text default null) returns text language sql as $$
    select pg_temp.see(p_token, format('select coalesce((select string_agg(c ->> %L, %L) from jsonb_array_elements(turno.page_hook_call_list(jsonb_build_object(%L, %L::text)) -> %L) c), %L)',
        'id', ',', 'state', p_state, 'calls', '')) $$;
select is(pg_temp.calls('anna'), '3,2,1', 'R4: an administrator sees calls, newest first');
select is(pg_temp.calls('anna', 'failed'), '2', 'by state');
select is(pg_temp.calls('marco'), '3,1', 'R9: not those of a ticket that he does not see');
select is(pg_temp.calls('riccardo'), 'TU002', 'R4: for who is none there is no such page');
select is(pg_temp.calls('mario'), 'TU002', 'R24: nor for a contact');
select is(pg_temp.calls(null), 'TU004', 'nor for nobody');
select is(pg_temp.ids('anna', 'hook'), '1', 'an administrator sees hooks');
select is(pg_temp.ids('riccardo', 'hook') || pg_temp.ids('mario', 'hook'), '', 'others do not');
select is(pg_temp.ids('riccardo', 'hook_call') || pg_temp.ids('mario', 'hook_call'), '', 'nor calls, though one sees the ticket');
select is(pg_temp.see('anna', format('select %s from turno.%s', c, t)), '42501', format('nobody on the web reads %s of %s', c, t))
from (values ('url', 'hook'), ('secret', 'hook'), ('payload', 'hook_call'), ('owner', 'hook_job')) x(c, t);
select is(pg_temp.see('anna', $$ select turno.page_hook_call_list('{"limit": 2}') ->> 'next' $$), '2', 'there is more');
select is(pg_temp.see('anna', $$ select turno.page_hook_call_list('{"limit": 2, "after": 2}') #>> '{calls,0,id}' $$), '1', 'which comes next');
select is(pg_temp.see('anna', $$ select turno.page_hook_call_list('{"limit": 2, "after": 2}') ->> 'next' $$), null, 'then nothing');
-- Again, from there.
create function pg_temp.again(p_token text, p_call bigint, p_key text default '') returns text language sql as $$
    select pg_temp.see(p_token, format('select turno.act_hook_retry(jsonb_build_object(%L, %s, %L, %L)) ->> %L', 'call', p_call, 'form_key', p_key, 'done')) $$;
select is(pg_temp.again('anna', 2, 'f'), 'retried', 'R34: an administrator has a call made again');
select is(pg_temp.again('anna', 2, 'f'), 'retried', 'the same form does it once');
select is((select string_agg(j.hook_call_id::text, ',' order by j.hook_call_id) from turno.hook_job j), '2,3', 'it waits');
select is(pg_temp.again('anna', 1), 'TU003', 'what was taken is not sent again');
select is(pg_temp.again('marco', 2), 'TU002', 'R9: nor does who does not see its ticket');
select is(pg_temp.again('riccardo', 3), 'TU002', 'R4: nor who is no administrator');
select is(pg_temp.again('mario', 3), 'TU002', 'R24: nor a contact');
select is(pg_temp.again(null, 3), 'TU004', 'nor nobody');
update turno.hook_call set tried_at = now() - interval '2 hours', last_error = 'HTTP 500' where id = 3;
select is((select f ->> 'message' from jsonb_array_elements(turno.check_report()) f where f ->> 'kind' = 'hook'),
    format('1 calls are not taken since %s; the last answer: HTTP 500', to_char(turno.office_time(now() - interval '2 hours'), 'YYYY-MM-DD HH24:MI')), 'turno check says that a program is away');
-- R39: what was said of a contact is forgotten, what waits is not said any more.
select is(turno.hook_forget(4), 0, 'R39: of one of whom nothing was said nothing goes');
insert into turno.hook_call (id, hook_id, ticket_id, contact_id, event, payload, state) overriding system value values (4, 1, 4, 1, 'reply', '{}', 'sent');
select is(turno.hook_forget(1), 3, 'R39: bodies about his tickets and to him go');
select is((select string_agg(concat_ws(' ', c.id, c.state, c.payload is null), ',' order by c.id) from turno.hook_call c), '1 sent t,2 skipped t,3 queued f,4 sent t',
    'R39: and are not sent any more; others stay');
select is((select string_agg(j.hook_call_id::text, ',') from turno.hook_job j), '3', 'R39: nor wait');
-- The process that makes calls is turno_gateway and needs no more.
set local role turno_gateway;
select is(turno.hook_claim('s:call', 60, 4) #>> '{0,secret}', 'crm', 'R34: turnod claims');
select is(turno.hook_settle(3, 's:call', 200, null), 'sent', 'R34: and settles');
select is(turno.tidy('t') ->> 'calls_forgotten', '0', 'and tidies');
reset role;
select finish();
rollback;
