-- Purpose: turno customer add.
-- Returns: the customer as shown.
-- Calls:   admin_refuse, customer_change. Writes: customer.
create or replace function turno.customer_add(p jsonb)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_name text := btrim(coalesce(p ->> 'name', ''));
    v_id bigint;
begin
    if v_name = '' then
        perform admin_refuse('A customer needs a name.');
    end if;
    if exists (select from customer c where lower(c.name) = lower(v_name)) then
        perform admin_refuse(format('There is a customer "%s" already.', v_name));
    end if;
    insert into customer (name, kind) values (v_name, 'company') returning id into v_id;
    return customer_change(v_id, p);
end
$$;
comment on function turno.customer_add(jsonb) is 'Adds a customer (R1).';
revoke execute on function turno.customer_add(jsonb) from public;
grant execute on function turno.customer_add(jsonb) to turno_act;
