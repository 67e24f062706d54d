-- Purpose: turno tag list.
-- Returns: an array, by name.
-- Calls:   tag_names, tag_json. Writes: nothing.
create or replace function turno.tag_list(p jsonb)
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    select coalesce(jsonb_agg(tag_json(x) order by x), '[]') from tag_names() x;
$$;
comment on function turno.tag_list(jsonb) is 'turno tag list.';
revoke execute on function turno.tag_list(jsonb) from public;
grant execute on function turno.tag_list(jsonb) to turno_act;
