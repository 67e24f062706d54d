-- Purpose: turno route add.
-- Returns: the rule as shown.
-- Calls:   admin_refuse, route_change. Writes: what that writes.
create or replace function turno.route_add(p jsonb)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
begin
    if not p ?| '{if,pattern,mailbox}' then
        perform admin_refuse('A route needs to know which mail: --if "FIELD OPERATOR VALUE", --pattern or --mailbox.', 'if');
    end if;
    return route_change(null, p);
end
$$;
comment on function turno.route_add(jsonb) is 'Adds a rule for mail, after the others unless it has a rank (M14).';
revoke execute on function turno.route_add(jsonb) from public;
grant execute on function turno.route_add(jsonb) to turno_act;
