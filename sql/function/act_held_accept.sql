-- Purpose: Takes in a mail that was held, and its sender with it: he takes part from now on (M18); p as stranger_act takes it.
-- Returns: what stranger_act returns.
-- Calls:   stranger_act. Writes: what that writes.
create or replace function turno.act_held_accept(p jsonb)
returns jsonb
language sql volatile security definer
set search_path = turno, pg_temp
as $$
    select stranger_act(p, 'accepted');
$$;
comment on function turno.act_held_accept(jsonb) is 'Takes in a held mail and its sender (M18).';
alter function turno.act_held_accept(jsonb) owner to turno_act;
revoke execute on function turno.act_held_accept(jsonb) from public;
grant execute on function turno.act_held_accept(jsonb) to turno_web;
