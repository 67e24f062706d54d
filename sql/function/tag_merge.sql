-- Purpose: turno tag merge: what has a tag has another instead (p: tag, into).
-- Returns: the one that stays, as shown, with was: the one that is gone; TU003 with the field.
-- Calls:   admin_keys, admin_refuse, tag_find, tag_become. Writes: what tag_become does.
create or replace function turno.tag_merge(p jsonb)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_tag text := tag_find(p ->> 'tag');
    v_into text;
begin
    perform admin_keys(p, '{tag,into}');
    if coalesce(p ->> 'into', '') = '' then
        perform admin_refuse('Name the tag that stays.', 'into');
    end if;
    v_into := tag_find(p ->> 'into');
    if v_into = v_tag then
        perform admin_refuse('A tag is merged into another one, not into itself.', 'into');
    end if;
    return tag_become(v_tag, v_into);
end
$$;
comment on function turno.tag_merge(jsonb) is 'turno tag merge.';
revoke execute on function turno.tag_merge(jsonb) from public;
grant execute on function turno.tag_merge(jsonb) to turno_act;
