-- Purpose: look-up with a refusal in words.
-- Returns: his id.
-- Calls:   admin_refuse. Writes: nothing.
create or replace function turno.operator_find(p_login text)
returns bigint
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v_id bigint;
begin
    select o.id into v_id from operator o where o.login = lower(p_login);
    if not found then
        perform admin_refuse(format('There is no operator "%s".', p_login));
    end if;
    return v_id;
end
$$;
comment on function turno.operator_find(text) is 'The operator with a login, for commands that name one.';
revoke execute on function turno.operator_find(text) from public;
grant execute on function turno.operator_find(text) to turno_act;
