-- Purpose: whether the administrator typed his own password again; a session that somebody else found does not know it. p_key: hex of the key
--          derived from it. admin_challenge counts the tries; who typed it right has all of them again.
-- Returns: false without a password.
-- Calls:   throttle_take. Writes: throttle.
create or replace function turno.admin_confirmed(p_operator bigint, p_key text)
returns boolean
language plpgsql volatile
set search_path = turno, pg_temp
as $$
begin
    perform from operator o where o.id = p_operator and p_key ~ '^[0-9a-f]{64}$'
        and o.password_digest = sha256(decode(case when p_key ~ '^[0-9a-f]{64}$' then p_key else '' end, 'hex'));
    if found then
        -- Filled to the brim and one more, which is taken.
        perform throttle_take('confirm:o' || p_operator, 11, 1e9);
        return true;
    end if;
    return false;
end
$$;
comment on function turno.admin_confirmed(bigint, text) is 'Whether an administrator typed his password again.';
revoke execute on function turno.admin_confirmed(bigint, text) from public;
grant execute on function turno.admin_confirmed(bigint, text) to turno_act;
