-- Purpose: Makes a ticket of its own of a mail that was held (M18); p as stranger_act takes it.
-- Returns: what stranger_act returns.
-- Calls:   stranger_act. Writes: what that writes.
create or replace function turno.act_held_split(p jsonb)
returns jsonb
language sql volatile security definer
set search_path = turno, pg_temp
as $$
    select stranger_act(p, 'split');
$$;
comment on function turno.act_held_split(jsonb) is 'Makes a ticket of its own of a held mail (M18).';
alter function turno.act_held_split(jsonb) owner to turno_act;
revoke execute on function turno.act_held_split(jsonb) from public;
grant execute on function turno.act_held_split(jsonb) to turno_web;
