-- Purpose: Takes in a mail that was held, this once (M18); p as stranger_act takes it.
-- Returns: what stranger_act returns.
-- Calls:   stranger_act. Writes: what that writes.
create or replace function turno.act_held_add(p jsonb)
returns jsonb
language sql volatile security definer
set search_path = turno, pg_temp
as $$
    select stranger_act(p, 'added');
$$;
comment on function turno.act_held_add(jsonb) is 'Takes in a held mail, this once (M18).';
alter function turno.act_held_add(jsonb) owner to turno_act;
revoke execute on function turno.act_held_add(jsonb) from public;
grant execute on function turno.act_held_add(jsonb) to turno_web;
