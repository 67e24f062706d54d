-- Purpose: Drops a reply by mail that was held (R29); p as held_act takes it.
-- Returns: what held_act returns.
-- Calls:   held_act. Writes: what that writes.
create or replace function turno.act_held_drop(p jsonb)
returns jsonb
language sql volatile security definer
set search_path = turno, pg_temp
as $$
    select held_act(p, false);
$$;
comment on function turno.act_held_drop(jsonb) is 'Drops a reply by mail that was held (R29).';
alter function turno.act_held_drop(jsonb) owner to turno_act;
revoke execute on function turno.act_held_drop(jsonb) from public;
grant execute on function turno.act_held_drop(jsonb) to turno_web;
