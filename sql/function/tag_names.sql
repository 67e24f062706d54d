-- Purpose: the tags that tickets have which the viewer sees, and those that rules give.
-- Returns: rows, by name.
-- Calls:   tag_all, tag_seen. Writes: nothing.
create or replace function turno.tag_names()
returns setof text
language sql stable
set search_path = turno, pg_temp
as $$
    select x from tag_all() x where tag_seen(x, 1) > 0 union select unnest(r.tags) from route r order by 1;
$$;
comment on function turno.tag_names() is 'The tags there are.';
revoke execute on function turno.tag_names() from public;
grant execute on function turno.tag_names() to turno_act;
