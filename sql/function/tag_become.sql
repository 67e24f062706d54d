-- Purpose: a tag becomes another: on tickets, in kept filters and in the rules that give it.
-- Returns: the other one as shown, with was: the name that is gone.
-- Calls:   tag_replace, tag_json. Writes: what tag_replace does; route.
create or replace function turno.tag_become(p_tag text, p_into text)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
begin
    perform tag_replace(p_tag, p_into);
    update route r set tags = array(select x from (select case when v = p_tag then p_into else v end as x, n from unnest(r.tags) with ordinality u(v, n)) y
        group by x order by min(n))
    where p_tag = any (r.tags);
    return tag_json(p_into) || jsonb_build_object('was', p_tag);
end
$$;
comment on function turno.tag_become(text, text) is 'A tag becomes another.';
revoke execute on function turno.tag_become(text, text) from public;
grant execute on function turno.tag_become(text, text) to turno_act;
