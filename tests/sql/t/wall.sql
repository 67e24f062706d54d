-- What turno_web could send of itself, beyond what the pages ever do: no argument opens more than its sender may (R3, R4, R7, R9, R25, R28, R32).
begin;
\ir ../fixture.sql
select no_plan();
create function pg_temp.call(p_token text, p_function text, p jsonb) returns jsonb language plpgsql as $$
declare
    v text := pg_temp.see(p_token, format('select turno.%I(%L::jsonb)', p_function, p));
begin
    return case when v like '{%' then v::jsonb else to_jsonb(v) end;
end
$$;

-- Who has no password cannot be signed in by sending none.
select is(pg_temp.call(null, 'session_open', p), '{"ok": false, "errors": {"login": "refused"}}', 'R3: no key opens nothing: ' || p::text)
from unnest(array['{"login": "marco"}', '{"login": "marco", "key": null}', '{"login": "mario.rossi@demo.example"}', '{"login": "anna"}', '{"login": "nobody"}', '{}']::jsonb[]) p;
select is(pg_temp.call(null, 'session_open', '{"login": "marco", "key": ""}') ->> 'ok', 'false', 'R3: nor an empty one');
select is(pg_temp.call(null, 'session_open', jsonb_build_object('login', 'anna', 'key', encode('k', 'hex'))) ->> 'ok', 'true', 'R3: the right one does');
select is(pg_temp.call('marco', 'act_password', jsonb_build_object('salt', repeat('ab', 16), 'key', repeat('cd', 32))),
    '{"ok": false, "errors": {"old_password": "refused"}}', 'R4: no old password changes none');
select is((select password_digest from turno.operator where login = 'marco'), null, 'R4: and none is kept');
select is(pg_temp.call(null, 'password_reset', jsonb_build_object('login', 'marco', 'salt', repeat('ab', 16), 'key', repeat('cd', 32))),
    '{"ok": false, "errors": {"code": "refused"}}', 'R4: nor does no code');

select * from finish();
rollback;
