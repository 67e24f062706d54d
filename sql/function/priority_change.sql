-- Purpose: writes the members that p has; a new default takes the old one's place.
-- Returns: the priority as shown.
-- Calls:   admin_keys, admin_refuse, priority_json. Writes: priority.
create or replace function turno.priority_change(p_priority bigint, p jsonb)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
begin
    perform admin_keys(p, '{name_it,new_name,name_en,rank,colour,is_default}');
    if p ->> 'colour' !~ '^#[0-9a-f]{6}$' then
        perform admin_refuse('A colour is written #rrggbb, in lower case.', 'colour');
    end if;
    if p ->> 'rank' !~ '^[0-9]{1,6}$' then
        perform admin_refuse('A rank is a number, the highest the most urgent.', 'rank');
    end if;
    if exists (select from priority q where q.id <> p_priority and q.rank = (p ->> 'rank')::integer) then
        perform admin_refuse(format('Another priority has rank %s already.', p ->> 'rank'), 'rank');
    end if;
    if exists (select from priority q cross join unnest(array[p ->> 'new_name', p ->> 'name_en']) n
            where q.id <> p_priority and lower(n) in (lower(q.name_it), lower(q.name_en))) then
        perform admin_refuse('Another priority has this name already.', 'new_name');
    end if;
    if not (p ->> 'is_default')::boolean and (select q.is_default from priority q where q.id = p_priority) then
        perform admin_refuse('One priority must be the default: choose another one for it instead.', 'is_default');
    end if;
    update priority set is_default = false where (p ->> 'is_default')::boolean and id <> p_priority;
    update priority set name_it = coalesce(nullif(p ->> 'new_name', ''), name_it),
        name_en = coalesce(nullif(p ->> 'name_en', ''), name_en), rank = coalesce((p ->> 'rank')::integer, rank),
        colour = coalesce(p ->> 'colour', colour), is_default = coalesce((p ->> 'is_default')::boolean, is_default)
    where id = p_priority;
    return priority_json(p_priority);
end
$$;
comment on function turno.priority_change(bigint, jsonb) is 'What priority add and set have in common.';
revoke execute on function turno.priority_change(bigint, jsonb) from public;
grant execute on function turno.priority_change(bigint, jsonb) to turno_act;
