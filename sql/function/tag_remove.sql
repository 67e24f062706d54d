-- Purpose: turno tag remove: tickets and kept filters lose it. A rule that gives it would bring it back: it is changed first.
-- Returns: an object that names what was removed; TU003 while a rule gives it.
-- Calls:   tag_find, admin_refuse_used, tag_replace. Writes: what tag_replace does.
create or replace function turno.tag_remove(p jsonb)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_tag text := tag_find(p ->> 'tag');
begin
    perform admin_refuse_used(format('Tag %s', v_tag), '{route}', array[(select count(*) from route r where v_tag = any (r.tags))]);
    perform tag_replace(v_tag, null);
    return jsonb_build_object('removed', v_tag);
end
$$;
comment on function turno.tag_remove(jsonb) is 'turno tag remove.';
revoke execute on function turno.tag_remove(jsonb) from public;
grant execute on function turno.tag_remove(jsonb) to turno_act;
