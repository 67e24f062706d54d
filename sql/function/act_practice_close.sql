-- Purpose: An operator closes a practice (p: practice; state: one that is an end, by default the first; fields).
-- Returns: as practice_update, and errors {state: "end"} for a state that is none. TU002 when he may not see it.
-- Calls:   practice_act, practice_update. Writes: what that writes.
create or replace function turno.act_practice_close(p jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v record;
    v_state bigint;
begin
    select * into v from practice_act(p, true);
    select s.id into v_state from practice_state s
    where s.is_end and s.id = coalesce((p ->> 'state')::bigint, s.id) order by s.rank, s.id limit 1;
    if not found then
        return '{"ok": false, "errors": {"state": "end"}}';
    end if;
    return practice_update((v.practice).id, jsonb_build_object('state', v_state, 'fields', coalesce(p -> 'fields', '{}')),
        v.operator_id, v.channel);
end
$$;
comment on function turno.act_practice_close(jsonb) is 'Closes a practice (R37).';
alter function turno.act_practice_close(jsonb) owner to turno_act;
revoke execute on function turno.act_practice_close(jsonb) from public;
grant execute on function turno.act_practice_close(jsonb) to turno_web;
