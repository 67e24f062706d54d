-- Purpose: An operator ticks an item of the checklist (p: practice, n, done: false takes the tick away; form_key).
-- Returns: {ok} or {ok: false, errors: {n: "unknown"}}. TU002 when he may not see the practice, TU003 when it is closed.
-- Calls:   viewer_required, form_done, practice_act, practice_tick, number_or, form_keep. Writes: what practice_tick writes, form_key.
create or replace function turno.act_practice_check(p jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v record;
    v_done jsonb := form_done((select x.session_id from viewer_required() x), p);
begin
    if v_done is not null then
        return v_done;
    end if;
    select * into v from practice_act(p, true);
    if not practice_tick((v.practice).id, least(number_or(p ->> 'n', 0), 1000)::integer, (p ->> 'done') is distinct from 'false', v.operator_id, v.channel) then
        return '{"ok": false, "errors": {"n": "unknown"}}';
    end if;
    return form_keep(v.session_id, p, '{"ok": true}');
end
$$;
comment on function turno.act_practice_check(jsonb) is 'Ticks an item of the checklist of a practice (R37).';
alter function turno.act_practice_check(jsonb) owner to turno_act;
revoke execute on function turno.act_practice_check(jsonb) from public;
grant execute on function turno.act_practice_check(jsonb) to turno_web;
