-- Purpose: turno tag set: a tag is called otherwise from now on (p: tag, new_name). One that there is already is another: they are merged, not renamed.
-- Returns: the tag as shown, with was: its name before; TU003 with the field.
-- Calls:   admin_keys, admin_refuse, tag_find, tag_become. Writes: what tag_become does.
create or replace function turno.tag_set(p jsonb)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_tag text := tag_find(p ->> 'tag');
    v_new text := lower(btrim(coalesce(p ->> 'new_name', v_tag)));
begin
    perform admin_keys(p, '{tag,new_name}');
    if v_new !~ '^[[:alnum:]][[:alnum:] _.-]{0,39}$' then
        perform admin_refuse(format('"%s" is no tag: it has up to 40 letters, digits, blanks, dots, dashes and underscores.', v_new), 'new_name');
    elsif v_new <> v_tag and v_new in (select tag_names()) then
        perform admin_refuse(format('There is a tag "%s" already: merge this one into it.', v_new), 'new_name');
    elsif v_new = v_tag then
        return tag_json(v_tag);
    end if;
    return tag_become(v_tag, v_new);
end
$$;
comment on function turno.tag_set(jsonb) is 'turno tag set.';
revoke execute on function turno.tag_set(jsonb) from public;
grant execute on function turno.tag_set(jsonb) to turno_act;
