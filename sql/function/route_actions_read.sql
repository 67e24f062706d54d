-- Purpose: what a rule gives, from words: "category CAF › 730", "priority Alta", "level advanced", "assign anna", "tag isee", "hold", "filter",
--          "accept". Each once, tags as many as are wished.
-- Returns: {category_id, priority_id, level, assignee_id, tags, fate}, null where nothing is given; TU003 saying what can stand there.
-- Calls:   admin_refuse, category_find, priority_find, operator_find. Writes: nothing.
create or replace function turno.route_actions_read(p_words jsonb)
returns jsonb
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v_given jsonb := '{"category_id": null, "priority_id": null, "level": null, "assignee_id": null, "fate": null, "tags": []}';
    v_match text[];
    v_words text;
    v_new jsonb;
begin
    for v_words in select * from jsonb_array_elements_text(p_words) loop
        v_match := regexp_match(btrim(v_words), '^(\w+)(?:\s+(\S.*))?$');
        if v_match is null or v_match[1] <> all ('{category,priority,level,assign,tag,hold,filter,accept}') then
            perform admin_refuse(format('"%s" is no action: write category, priority, level, assign or tag, and what; or hold, filter, accept.', v_words), 'then');
        elsif (v_match[2] is null) <> (v_match[1] in ('hold', 'filter', 'accept')) then
            perform admin_refuse(format(case when v_match[2] is null then 'The action "%s" needs to know what.' else '"%s" takes nothing more: only its word.' end, v_match[1]), 'then');
        elsif v_match[1] = 'level' and v_match[2] not in ('base', 'advanced') then
            perform admin_refuse('A level is base or advanced.', 'then');
        elsif v_match[1] = 'tag' and v_match[2] !~ '^[[:alnum:]][[:alnum:] _.-]{0,39}$' then
            perform admin_refuse(format('"%s" is no tag: it has up to 40 letters, digits, blanks, dots, dashes and underscores.', v_match[2]), 'then');
        end if;
        v_new := case v_match[1] when 'category' then jsonb_build_object('category_id', category_find(v_match[2]))
            when 'priority' then jsonb_build_object('priority_id', priority_find(v_match[2])) when 'level' then jsonb_build_object('level', v_match[2])
            when 'assign' then jsonb_build_object('assignee_id', operator_find(v_match[2]))
            when 'tag' then jsonb_build_object('tags', v_given -> 'tags' || to_jsonb(lower(v_match[2])))
            else jsonb_build_object('fate', v_match[1]) end;
        if v_match[1] <> 'tag' and v_given -> (select jsonb_object_keys(v_new)) <> 'null' then
            perform admin_refuse(format('A rule gives each thing once: "%s" is one too many.', v_words), 'then');
        end if;
        v_given := v_given || v_new;
    end loop;
    return v_given;
end
$$;
comment on function turno.route_actions_read(jsonb) is 'What a rule gives, from words (M14).';
revoke execute on function turno.route_actions_read(jsonb) from public;
grant execute on function turno.route_actions_read(jsonb) to turno_act;
