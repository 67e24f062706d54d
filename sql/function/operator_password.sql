-- Purpose: keeps salt and digest of the derived key; who knew the old password is out.
-- Returns: nothing. p: salt and key in hex (Argon2id, derived by the caller).
-- Calls:   nothing. Writes: operator, session, reset_code.
create or replace function turno.operator_password(p_operator bigint, p jsonb)
returns void
language sql volatile
set search_path = turno, pg_temp
as $$
    update operator set password_salt = decode(p ->> 'salt', 'hex'), password_digest = sha256(decode(p ->> 'key', 'hex'))
    where id = p_operator;
    update session set ended_at = now() where operator_id = p_operator and ended_at is null;
    delete from reset_code c where c.operator_id = p_operator;
$$;
comment on function turno.operator_password(bigint, jsonb) is 'Sets an operator''s password and ends his sessions.';
revoke execute on function turno.operator_password(bigint, jsonb) from public;
grant execute on function turno.operator_password(bigint, jsonb) to turno_act;
