-- Purpose: Discards a mail that was held (M18); p as stranger_act takes it.
-- Returns: what stranger_act returns.
-- Calls:   stranger_act. Writes: what that writes.
create or replace function turno.act_held_discard(p jsonb)
returns jsonb
language sql volatile security definer
set search_path = turno, pg_temp
as $$
    select stranger_act(p, 'discarded');
$$;
comment on function turno.act_held_discard(jsonb) is 'Discards a held mail (M18).';
alter function turno.act_held_discard(jsonb) owner to turno_act;
revoke execute on function turno.act_held_discard(jsonb) from public;
grant execute on function turno.act_held_discard(jsonb) to turno_web;
