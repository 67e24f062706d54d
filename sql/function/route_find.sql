-- Purpose: look-up with a refusal in words.
-- Returns: its id.
-- Calls:   admin_refuse. Writes: nothing.
create or replace function turno.route_find(p_id text)
returns bigint
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v_id bigint;
begin
    select r.id into v_id from route r where r.id::text = p_id;
    if not found then
        perform admin_refuse(format('There is no route %s.', p_id));
    end if;
    return v_id;
end
$$;
comment on function turno.route_find(text) is 'The route with a number, for commands that name one.';
revoke execute on function turno.route_find(text) from public;
grant execute on function turno.route_find(text) to turno_act;
