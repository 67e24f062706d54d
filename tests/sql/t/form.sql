-- A form is carried out once: sent again (a double click, the browser's repeat), it answers what it answered the first time. Read from the
-- catalogue which acts keep their form, so that a new one is covered; then each act that a second time would find nothing.
begin;
\ir ../fixture.sql
\ir ../call.psql
select no_plan();

-- What is called by name in a function's text, and by what that calls.
create temporary table calls as
select f.proname::text as caller, c[1] as callee
from pg_proc f cross join regexp_matches(regexp_replace(f.prosrc, '--[^\n]*', '', 'g'), '\m(\w+)\s*\(', 'g') c
where f.pronamespace = 'turno'::regnamespace;
create temporary table act as
select f.proname::text as name, exists (
    with recursive reached(name) as (values (f.proname::text) union select c.callee from reached r join calls c on c.caller = r.name)
    select from reached r where r.name = 'form_keep') as keeps
from pg_proc f
where f.pronamespace = 'turno'::regnamespace and f.proname like 'act\_%' and has_function_privilege('turno_web', f.oid, 'execute');
-- Those that need not, and why.
create temporary table unkept (name text primary key, why text not null);
insert into unkept values
    ('act_confirm', 'the link''s token is used up by the first'),
    ('act_download', 'sent by GET: it records who fetches'),
    ('act_lock', 'asks for a state, and is renewed with the form that began it'),
    ('act_password', 'ends the session whose form it is');
select ok(a.keeps or u.name is not null, format('%s keeps its form', a.name)) from (select * from act order by name) a left join unkept u using (name);
select is((select string_agg(u.name, ' ') from unkept u left join act a using (name) where a.keeps is not false), null, 'none of the exceptions keeps it');

-- What it answered, twice; what the second time would find is gone, closed or so already.
create function pg_temp.twice(p_token text, p_act text, p jsonb, p_done text) returns setof text language plpgsql as $$
declare
    v_form jsonb := p || jsonb_build_object('form_key', md5(p_act || p));
    v_first jsonb := pg_temp.call(p_token, p_act, v_form);
begin
    return next is(coalesce(v_first ->> 'done', v_first ->> 'ok', v_first #>> '{}'), p_done, format('%s of %s: done', p_act, p));
    return next is(pg_temp.call(p_token, p_act, v_form), v_first, format('%s of %s: the same form again, the same answer', p_act, p));
end
$$;
create temporary table spam as select turno.ticket_open(2, 2, 1, 'Offerta', 'mail', 1, 'contact_message', 'contact', 2) as id;
select pg_temp.twice('anna', 'act_contact_change', jsonb_build_object('ticket', id, 'contact', 3), 'contact') from spam;
select pg_temp.twice('anna', 'act_delete', jsonb_build_object('ticket', id), 'deleted') from spam;
select is(pg_temp.call('anna', 'act_delete', jsonb_build_object('ticket', id, 'form_key', 'another')), '"TU002"', 'R27: another form finds nothing to delete') from spam;
create temporary table draft as
select (pg_temp.call('marco', 'act_draft_save', '{"contact": 1, "category": 1, "subject": "Bozza"}') ->> 'ticket')::bigint as id;
select pg_temp.twice('marco', 'act_draft_discard', jsonb_build_object('ticket', id), 'discarded') from draft;
select pg_temp.twice('anna', 'act_link', '{"ticket": 3, "other": 6}', 'linked');
select pg_temp.twice('anna', 'act_unlink', '{"ticket": 3, "other": 6}', 'unlinked');
select pg_temp.twice('anna', 'act_mail_retry', '{"mail": 7}', 'retried');
select pg_temp.twice('anna', 'act_sender_block', '{"address": "spam.example"}', 'blocked');
select pg_temp.twice('anna', 'act_sender_unblock', '{"address": "spam.example"}', 'unblocked');
select pg_temp.twice('marco', 'act_filter_keep', '{"name": "mine", "filters": {"turn": ["operator"]}}', 'filter_named');
select pg_temp.twice('marco', 'act_filter_remove', '{"name": "mine"}', 'filter_removed');
select pg_temp.twice('marco', 'act_filter_keep', '{"filters": {}}', 'filter_removed');
select pg_temp.twice('marco', 'act_profile', '{"signature": "M."}', 'saved');
create temporary table practice as select (pg_temp.call('marco', 'act_practice_from_ticket', '{"ticket": 1}') ->> 'practice')::bigint as id;
select pg_temp.twice('marco', 'act_practice_link', jsonb_build_object('practice', id, 'ticket', 1), 'true') from practice;
select pg_temp.twice('marco', 'act_practice_close', jsonb_build_object('practice', id), 'true') from practice;
-- People, of whom the first time takes away what the second would look for.
select pg_temp.twice('anna', 'act_contact_address', '{"contact": 3, "action": "add", "mail": "b@y.example"}', 'described');
select pg_temp.twice('anna', 'act_contact_address', '{"contact": 3, "action": "remove", "mail": "b@y.example"}', 'described');
update turno.address set dead_at = now(), dead_reason = '550' where contact_id = 3;
select pg_temp.twice('anna', 'act_contact_address', '{"contact": 3, "action": "alive", "mail": "geometra@demo.example"}', 'described');
select is((select count(*) from turno.admin_log where 'alive' = any (members)), 1::bigint, 'M12: told alive once');
select pg_temp.twice('anna', 'act_contact_lock', '{"contact": 4}', 'described');
select pg_temp.twice('anna', 'act_contact_merge', '{"contact": 3, "into": 2}', 'merged_contact');
select pg_temp.twice('anna', 'act_contact_erase', '{"contact": 2}', 'true');
select finish();
rollback;
