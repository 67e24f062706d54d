-- Purpose: its author or an administrator removes a knowledge note (p: knowledge, form_key).
-- Returns: {ok}; TU002, TU003 as knowledge_mine.
-- Calls:   viewer_required, form_done, knowledge_mine, knowledge_erase, form_keep. Writes: knowledge, form_key.
create or replace function turno.act_knowledge_remove(p jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_viewer record;
    v_done jsonb;
begin
    select * into v_viewer from viewer_required();
    v_done := form_done(v_viewer.session_id, p);
    if v_done is not null then
        return v_done;
    end if;
    perform knowledge_mine((p ->> 'knowledge')::bigint);
    perform knowledge_erase((p ->> 'knowledge')::bigint);
    return form_keep(v_viewer.session_id, p, '{"ok": true, "done": "removed"}');
end
$$;
comment on function turno.act_knowledge_remove is 'Removes a knowledge note (R17).';
alter function turno.act_knowledge_remove owner to turno_act;
revoke execute on function turno.act_knowledge_remove from public;
grant execute on function turno.act_knowledge_remove to turno_web;
