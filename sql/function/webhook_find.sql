-- Purpose: look-up with a refusal in words.
-- Returns: its id.
-- Calls:   admin_refuse. Writes: nothing.
create or replace function turno.webhook_find(p_name text)
returns bigint
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v_id bigint;
begin
    select h.id into v_id from hook h where h.name = lower(p_name);
    if not found then
        perform admin_refuse(format('There is no hook "%s".', p_name));
    end if;
    return v_id;
end
$$;
comment on function turno.webhook_find(text) is 'The hook with a name, for commands that name one.';
revoke execute on function turno.webhook_find(text) from public;
grant execute on function turno.webhook_find(text) to turno_act;
