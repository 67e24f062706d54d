-- Purpose: Links two tickets that an operator sees (R41); p as link_act takes it.
-- Returns: what link_act returns.
-- Calls:   link_act. Writes: what that writes.
create or replace function turno.act_link(p jsonb)
returns jsonb
language sql volatile security definer
set search_path = turno, pg_temp
as $$
    select link_act(p, true);
$$;
comment on function turno.act_link(jsonb) is 'Links two tickets (R41).';
alter function turno.act_link(jsonb) owner to turno_act;
revoke execute on function turno.act_link(jsonb) from public;
grant execute on function turno.act_link(jsonb) to turno_web;
