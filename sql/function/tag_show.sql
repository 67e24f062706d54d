-- Purpose: turno tag show.
-- Returns: the tag as shown.
-- Calls:   tag_find, tag_json. Writes: nothing.
create or replace function turno.tag_show(p jsonb)
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    select tag_json(tag_find(p ->> 'tag'));
$$;
comment on function turno.tag_show(jsonb) is 'turno tag show.';
revoke execute on function turno.tag_show(jsonb) from public;
grant execute on function turno.tag_show(jsonb) to turno_act;
