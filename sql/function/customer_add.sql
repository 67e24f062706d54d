-- Purpose: turno customer add.
-- Returns: the customer as shown.
-- Calls:   admin_keys, admin_choice, customer_json. Writes: customer.
create or replace function turno.customer_add(p jsonb)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_id bigint;
begin
    perform admin_keys(p, '{name,kind}');
    perform admin_choice(p, 'kind', '{person,company}');
    if coalesce(p ->> 'name', '') = '' then
        perform admin_refuse('A customer needs a name.');
    end if;
    if exists (select from customer c where lower(c.name) = lower(p ->> 'name')) then
        perform admin_refuse(format('There is a customer "%s" already.', p ->> 'name'));
    end if;
    insert into customer (name, kind) values (p ->> 'name', coalesce(p ->> 'kind', 'company')) returning id into v_id;
    return customer_json(v_id);
end
$$;
comment on function turno.customer_add(jsonb) is 'Adds a customer (R1).';
revoke execute on function turno.customer_add(jsonb) from public;
