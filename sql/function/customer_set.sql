-- Purpose: turno customer set.
-- Returns: the customer as shown.
-- Calls:   admin_keys, admin_choice, customer_find, customer_json. Writes: customer.
create or replace function turno.customer_set(p jsonb)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_id bigint := customer_find(p ->> 'name');
begin
    perform admin_keys(p, '{name,new_name,kind}');
    perform admin_choice(p, 'kind', '{person,company}');
    update customer set name = coalesce(p ->> 'new_name', name), kind = coalesce(p ->> 'kind', kind) where id = v_id;
    return customer_json(v_id);
end
$$;
comment on function turno.customer_set(jsonb) is 'Changes a customer (R1).';
revoke execute on function turno.customer_set(jsonb) from public;
