-- Purpose: turno tag list.
-- Returns: an array, by name.
-- Calls:   tag_all, tag_json. Writes: nothing.
create or replace function turno.tag_list(p jsonb)
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    select coalesce(jsonb_agg(y.j order by y.x), '[]')
    from (select x, tag_json(x) as j from (select tag_all() union select unnest(r.tags) from route r) z(x) offset 0) y
    where y.j -> 'tickets' <> '0' or y.j -> 'rules' <> '0';
$$;
comment on function turno.tag_list(jsonb) is 'turno tag list.';
revoke execute on function turno.tag_list(jsonb) from public;
grant execute on function turno.tag_list(jsonb) to turno_act;
