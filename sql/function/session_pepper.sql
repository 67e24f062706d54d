-- Purpose: a secret of this installation that stays the same, for the invented salts of session_challenge.
-- Returns: 32 bytes derived from the oldest signing key.
-- Calls:   hmac. Writes: nothing.
create or replace function turno.session_pepper()
returns bytea
language sql stable security definer
set search_path = turno, pg_temp
as $$
    select turno.hmac('session pepper'::bytea,
        coalesce((select k.secret from signing_key k order by k.id limit 1), '\x00'::bytea), 'sha256');
$$;
comment on function turno.session_pepper() is 'A stable secret for inventing salts.';
alter function turno.session_pepper() owner to turno_gateway;
revoke execute on function turno.session_pepper() from public;
grant execute on function turno.session_pepper() to turno_act;
