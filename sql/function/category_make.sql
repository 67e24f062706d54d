-- Purpose: category add "CAF › 730" on an empty installation.
-- Returns: its id.
-- Calls:   nothing. Writes: category.
create or replace function turno.category_make(p_path text)
returns bigint
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_parent bigint;
    v_id bigint;
    v_name text;
begin
    foreach v_name in array regexp_split_to_array(trim(p_path), '\s+[>›]\s+') loop
        select c.id into v_id from category c
        where c.parent_id is not distinct from v_parent and lower(c.name) = lower(v_name);
        if not found then
            insert into category (parent_id, name) values (v_parent, v_name) returning id into v_id;
        end if;
        v_parent := v_id;
    end loop;
    return v_id;
end
$$;
comment on function turno.category_make(text) is 'The category with a path, made with its parents where missing.';
revoke execute on function turno.category_make(text) from public;
grant execute on function turno.category_make(text) to turno_act;
