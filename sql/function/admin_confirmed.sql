-- Purpose: whether the administrator typed his own password again; a session that somebody else found does not know it. p_key: hex of the key
--          derived from it. admin_challenge counts the tries.
-- Returns: false without a password.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.admin_confirmed(p_operator bigint, p_key text)
returns boolean
language sql stable
set search_path = turno, pg_temp
as $$
    select coalesce((select p_key ~ '^[0-9a-f]{64}$' and o.password_digest = sha256(decode(case when p_key ~ '^[0-9a-f]{64}$' then p_key else '' end, 'hex'))
        from operator o where o.id = p_operator), false);
$$;
comment on function turno.admin_confirmed(bigint, text) is 'Whether an administrator typed his password again.';
revoke execute on function turno.admin_confirmed(bigint, text) from public;
grant execute on function turno.admin_confirmed(bigint, text) to turno_act;
