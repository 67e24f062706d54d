-- Purpose: An operator changes a practice (p: practice, form_key and as practice_update). To another category he may move
--          it out of his own sight (R12).
-- Returns: as practice_update. TU002 when he may not see it.
-- Calls:   practice_act, form_done, practice_update, form_keep. Writes: what those write.
create or replace function turno.act_practice_set(p jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v record;
    v_result jsonb := form_done((select x.session_id from viewer_required() x), p);
begin
    if v_result is not null then
        return v_result;
    end if;
    select * into v from practice_act(p, false);
    v_result := practice_update((v.practice).id, p, v.operator_id, v.channel);
    return case when (v_result ->> 'ok')::boolean then form_keep(v.session_id, p, v_result) else v_result end;
end
$$;
comment on function turno.act_practice_set(jsonb) is 'Changes a practice (R37).';
alter function turno.act_practice_set(jsonb) owner to turno_act;
revoke execute on function turno.act_practice_set(jsonb) from public;
grant execute on function turno.act_practice_set(jsonb) to turno_web;
