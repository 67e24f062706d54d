-- Purpose: An operator closes a practice (p: practice, form_key; state: one that is an end, by default the first; fields).
-- Returns: as practice_update, and errors {state: "end"} for a state that is none. TU002 when he may not see it.
-- Calls:   viewer_required, form_done, practice_act, practice_update, form_keep. Writes: what practice_update writes, form_key.
create or replace function turno.act_practice_close(p jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v record;
    v_state bigint;
    v_result jsonb := form_done((select x.session_id from viewer_required() x), p);
begin
    if v_result is not null then
        return v_result;
    end if;
    select * into v from practice_act(p, true);
    select s.id into v_state from practice_state s
    where s.is_end and s.id = coalesce((p ->> 'state')::bigint, s.id) order by s.rank, s.id limit 1;
    if not found then
        return '{"ok": false, "errors": {"state": "end"}}';
    end if;
    v_result := practice_update((v.practice).id, jsonb_build_object('state', v_state, 'fields', coalesce(p -> 'fields', '{}')),
        v.operator_id, v.channel);
    return case when (v_result ->> 'ok')::boolean then form_keep(v.session_id, p, v_result) else v_result end;
end
$$;
comment on function turno.act_practice_close(jsonb) is 'Closes a practice (R37).';
alter function turno.act_practice_close(jsonb) owner to turno_act;
revoke execute on function turno.act_practice_close(jsonb) from public;
grant execute on function turno.act_practice_close(jsonb) to turno_web;
