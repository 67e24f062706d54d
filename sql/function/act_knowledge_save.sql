-- Purpose: an operator writes or changes a knowledge note (R17; p: knowledge to change one, category, level, title, text, form_key),
--          where he sees tickets of that level.
-- Returns: {ok, knowledge} or {ok: false, errors: {category: unknown; title: empty, long; text: empty, long}}; TU002, TU003 as
--          knowledge_mine.
-- Calls:   viewer_required, form_done, knowledge_mine, knowledge_write, form_keep. Writes: knowledge, form_key.
create or replace function turno.act_knowledge_save(p jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_viewer record;
    v_done jsonb;
    v_knowledge bigint := nullif(p ->> 'knowledge', '')::bigint;
    v_title text := btrim(coalesce(p ->> 'title', ''));
    v_text text := btrim(coalesce(p ->> 'text', ''), E' \t\n\r');
    v_level text := coalesce(nullif(p ->> 'level', ''), 'base');
    v_errors jsonb;
begin
    select * into v_viewer from viewer_required();
    v_done := form_done(v_viewer.session_id, p);
    if v_done is not null then
        return v_done;
    end if;
    if v_knowledge is not null then
        perform knowledge_mine(v_knowledge);
    end if;
    v_errors := jsonb_strip_nulls(jsonb_build_object(
        'category', case when not exists (select from operator_scope s where s.operator_id = v_viewer.operator_id
            and s.category_id = nullif(p ->> 'category', '')::bigint and s.level = v_level) then 'unknown' end,
        'title', case when v_title = '' then 'empty' when length(v_title) > 200 then 'long' end,
        'text', case when v_text = '' then 'empty' when length(v_text) > 20000 then 'long' end));
    if v_errors <> '{}' then
        return jsonb_build_object('ok', false, 'errors', v_errors);
    end if;
    return form_keep(v_viewer.session_id, p, jsonb_build_object('ok', true, 'done', 'kept', 'knowledge', knowledge_write(v_knowledge,
        (p ->> 'category')::bigint, v_level, v_title, v_text, v_viewer.operator_id)));
end
$$;
comment on function turno.act_knowledge_save is 'An operator writes a knowledge note (R17).';
alter function turno.act_knowledge_save owner to turno_act;
revoke execute on function turno.act_knowledge_save from public;
grant execute on function turno.act_knowledge_save to turno_web;
