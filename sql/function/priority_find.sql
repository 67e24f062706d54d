-- Purpose: look-up with a refusal in words.
-- Returns: its id.
-- Calls:   admin_refuse. Writes: nothing.
create or replace function turno.priority_find(p_name text)
returns bigint
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v_id bigint;
begin
    select q.id into v_id from priority q where lower(p_name) in (lower(q.name_it), lower(q.name_en)) order by q.id limit 1;
    if not found then
        perform admin_refuse(format('There is no priority "%s".', p_name));
    end if;
    return v_id;
end
$$;
comment on function turno.priority_find(text) is 'The priority with a name in either language, for commands that name one.';
revoke execute on function turno.priority_find(text) from public;
grant execute on function turno.priority_find(text) to turno_act;
