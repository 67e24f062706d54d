-- Purpose: turno customer show.
-- Returns: the customer as shown.
-- Calls:   customer_find, customer_json. Writes: nothing.
create or replace function turno.customer_show(p jsonb)
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    select customer_json(customer_find(p ->> 'name'));
$$;
comment on function turno.customer_show(jsonb) is 'One customer.';
revoke execute on function turno.customer_show(jsonb) from public;
grant execute on function turno.customer_show(jsonb) to turno_act;
