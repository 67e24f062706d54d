-- Purpose: turno customer list.
-- Returns: an array.
-- Calls:   customer_json. Writes: nothing.
create or replace function turno.customer_list(p jsonb)
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    select coalesce(jsonb_agg(customer_json(c.id) order by lower(c.name), c.id), '[]') from customer c;
$$;
comment on function turno.customer_list(jsonb) is 'All customers.';
revoke execute on function turno.customer_list(jsonb) from public;
grant execute on function turno.customer_list(jsonb) to turno_act;
