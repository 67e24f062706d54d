-- Purpose: the same right for several operators at once (R8). p: operators (logins), category (path), level: none, base or advanced, below: also
--          in all categories below it.
-- Returns: {path, level, operators}.
-- Calls:   admin_keys, admin_refuse, operator_set. Writes: what operator_set does.
create or replace function turno.right_set(p jsonb)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
begin
    perform admin_keys(p, '{operators,category,level,below}');
    if jsonb_array_length(coalesce(p -> 'operators', '[]')) = 0 then
        perform admin_refuse('Choose one operator at least.', 'operators');
    elsif coalesce(p ->> 'category', '') = '' then
        perform admin_refuse('Choose a category.', 'category');
    end if;
    -- In one order, whoever does it: two at once wait for each other.
    perform operator_set(jsonb_build_object('login', o, 'category', p -> 'category', 'level', p -> 'level', 'below', coalesce(p -> 'below', 'false')))
    from (select distinct o from jsonb_array_elements_text(p -> 'operators') o order by o) x;
    return jsonb_build_object('path', p -> 'category', 'level', p -> 'level', 'operators', p -> 'operators');
end
$$;
comment on function turno.right_set(jsonb) is 'Enables several operators for a category (R8).';
revoke execute on function turno.right_set(jsonb) from public;
grant execute on function turno.right_set(jsonb) to turno_act;
