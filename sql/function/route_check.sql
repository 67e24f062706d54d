-- Purpose: what route add and set check.
-- Returns: nothing.
-- Calls:   admin_keys, admin_choice. Writes: nothing.
create or replace function turno.route_check(p jsonb)
returns void
language plpgsql stable
set search_path = turno, pg_temp
as $$
begin
    perform admin_keys(p, '{id,rank,field,operator,pattern,mailbox,category,is_active}');
    perform admin_choice(p, 'field', '{subject,from,to,body}');
    perform admin_choice(p, 'operator', '{contains,equals,starts,ends}');
    if p ->> 'pattern' = '' then
        perform admin_refuse('A route needs a pattern.');
    end if;
end
$$;
comment on function turno.route_check(jsonb) is 'Refuses a route in words (M14).';
revoke execute on function turno.route_check(jsonb) from public;
grant execute on function turno.route_check(jsonb) to turno_act;
