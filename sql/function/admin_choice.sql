-- Purpose: words instead of a violated constraint.
-- Returns: nothing; a missing or null member is accepted.
-- Calls:   admin_refuse. Writes: nothing.
create or replace function turno.admin_choice(p jsonb, p_key text, p_allowed text[])
returns void
language plpgsql immutable
set search_path = turno, pg_temp
as $$
begin
    if p ->> p_key <> all (p_allowed) then
        perform admin_refuse(format('%s can be %s, not "%s".', p_key, array_to_string(p_allowed, ', '), p ->> p_key), p_key);
    end if;
end
$$;
comment on function turno.admin_choice(jsonb, text, text[]) is 'Refuses a value outside a fixed set, naming the set.';
revoke execute on function turno.admin_choice(jsonb, text, text[]) from public;
grant execute on function turno.admin_choice(jsonb, text, text[]) to turno_act;
