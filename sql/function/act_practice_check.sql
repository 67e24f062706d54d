-- Purpose: An operator ticks an item of the checklist (p: practice, n, done: false takes the tick away). Twice is once.
-- Returns: {ok} or {ok: false, errors: {n: "unknown"}}. TU002 when he may not see the practice, TU003 when it is closed.
-- Calls:   practice_act, practice_tick, number_or. Writes: what that writes.
create or replace function turno.act_practice_check(p jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v record;
begin
    select * into v from practice_act(p, true);
    if not practice_tick((v.practice).id, least(number_or(p ->> 'n', 0), 1000)::integer, (p ->> 'done') is distinct from 'false', v.operator_id, v.channel) then
        return '{"ok": false, "errors": {"n": "unknown"}}';
    end if;
    return '{"ok": true}';
end
$$;
comment on function turno.act_practice_check(jsonb) is 'Ticks an item of the checklist of a practice (R37).';
alter function turno.act_practice_check(jsonb) owner to turno_act;
revoke execute on function turno.act_practice_check(jsonb) from public;
grant execute on function turno.act_practice_check(jsonb) to turno_web;
