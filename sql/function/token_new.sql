-- Purpose: a secret that is handed out once (a link, a session, a key): 256 random bits. Who keeps it keeps its digest only.
-- Returns: 43 characters, base64url.
-- Calls:   gen_random_bytes. Writes: nothing.
create or replace function turno.token_new()
returns text
language sql volatile
set search_path = turno, pg_temp
as $$
    select rtrim(translate(encode(gen_random_bytes(32), 'base64'), '+/', '-_'), '=');
$$;
comment on function turno.token_new() is 'A new secret of 256 random bits, base64url.';
revoke execute on function turno.token_new() from public;
grant execute on function turno.token_new() to turno_gateway, turno_act;
