-- Purpose: turno operator add.
-- Returns: the operator as shown.
-- Calls:   operator_change. Writes: operator and what operator_change does.
create or replace function turno.operator_add(p jsonb)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_login text := lower(p ->> 'login');
    v_id bigint;
begin
    if v_login is null or v_login !~ '^[a-z0-9][a-z0-9._-]{0,63}$' then
        perform admin_refuse('A login has letters, digits, dot, dash and underscore only.', 'login');
    end if;
    insert into operator (login, name) values (v_login, coalesce(p ->> 'name', v_login))
    on conflict (login) do nothing returning id into v_id;
    if v_id is null then
        perform admin_refuse(format('There is an operator "%s" already.', v_login), 'login');
    end if;
    return operator_change(v_id, p);
end
$$;
comment on function turno.operator_add(jsonb) is 'Adds an operator (R4).';
revoke execute on function turno.operator_add(jsonb) from public;
grant execute on function turno.operator_add(jsonb) to turno_act;
