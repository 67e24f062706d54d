-- Purpose: one knowledge note and its form, or the form of a new one (R17; p: knowledge, or none; language).
-- Returns: {number, note: as page_knowledge_list has it, may_change, categories: his own, levels, has_levels, values: {title, text, category, level}}. TU002
--          when he does not see it, or is no operator.
-- Calls:   viewer, page_knowledge_list, levels_enabled. Writes: nothing.
create or replace function turno.page_knowledge(p jsonb)
returns jsonb
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v_viewer record;
    v_note jsonb := case when p ? 'knowledge' then page_knowledge_list(jsonb_build_object('knowledge', p ->> 'knowledge')) #> '{notes,0}' end;
begin
    select * into v_viewer from viewer();
    if v_viewer.operator_id is null or (p ? 'knowledge' and v_note is null) then
        raise exception using errcode = 'TU002', message = 'There is no such note.';
    end if;
    return jsonb_build_object('number', v_note -> 'id', 'note', v_note, 'may_change', v_note is not null and ((v_note ->> 'is_mine')::boolean or v_viewer.is_admin),
        'categories', (select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'path', c.path) order by lower(c.path)), '[]') from category c
            where c.id in (select s.category_id from operator_scope s where s.operator_id = v_viewer.operator_id)),
        'levels', '["base", "advanced"]'::jsonb, 'has_levels', levels_enabled(),
        'values', jsonb_build_object('title', v_note -> 'title', 'text', v_note -> 'text', 'category', v_note -> 'category_id',
            'level', coalesce(v_note ->> 'level', 'base')));
end
$$;
comment on function turno.page_knowledge(jsonb) is 'A knowledge note, or the form of one (R17).';
revoke execute on function turno.page_knowledge(jsonb) from public;
grant execute on function turno.page_knowledge(jsonb) to turno_web;
