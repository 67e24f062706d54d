-- Purpose: "CAF › 730" or, as it is easier to type, "CAF > 730".
-- Returns: its id; refuses an unknown one; null for ''.
-- Calls:   admin_refuse. Writes: nothing.
create or replace function turno.category_find(p_path text)
returns bigint
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v_id bigint;
begin
    if p_path = '' then
        return null;
    end if;
    select c.id into v_id from category c where lower(c.path) = lower(regexp_replace(p_path, '\s+[>›]\s+', ' › ', 'g'));
    if not found then
        perform admin_refuse(format('There is no category "%s".', p_path));
    end if;
    return v_id;
end
$$;
comment on function turno.category_find(text) is 'The category with a path, for commands that name one.';
revoke execute on function turno.category_find(text) from public;
grant execute on function turno.category_find(text) to turno_act;
