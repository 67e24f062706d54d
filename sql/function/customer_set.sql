-- Purpose: turno customer set.
-- Returns: the customer as shown.
-- Calls:   customer_find, customer_change. Writes: customer.
create or replace function turno.customer_set(p jsonb)
returns jsonb
language sql volatile
set search_path = turno, pg_temp
as $$
    select customer_change(customer_find(p ->> 'name'), p);
$$;
comment on function turno.customer_set(jsonb) is 'Changes a customer (R1).';
revoke execute on function turno.customer_set(jsonb) from public;
grant execute on function turno.customer_set(jsonb) to turno_act;
