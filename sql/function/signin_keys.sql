-- Purpose: under which names tries to sign in are counted (p: login, which may be an address, address of the browser's machine): by person,
--          so that his addresses are no further tries, and by machine; the question for the salt and the try itself each for themselves.
-- Returns: four keys of throttle: challenge and try of the person, challenge and try of the machine.
-- Calls:   session_person. Writes: nothing.
create or replace function turno.signin_keys(p jsonb)
returns text[]
language sql stable
set search_path = turno, pg_temp
as $$
    select array['challenge:login:' || who, 'signin:login:' || who, 'challenge:address:' || machine, 'signin:address:' || machine]
    from (select coalesce((select coalesce('o' || s.operator_id, 'c' || s.contact_id) from session_person(p ->> 'login') s),
            left(lower(btrim(coalesce(p ->> 'login', ''))), 254)) as who, left(coalesce(p ->> 'address', ''), 64) as machine) k;
$$;
comment on function turno.signin_keys(jsonb) is 'Names under which tries to sign in are counted.';
revoke execute on function turno.signin_keys(jsonb) from public;
grant execute on function turno.signin_keys(jsonb) to turno_act;
