-- Purpose: writes the members that p has.
-- Returns: the customer as shown.
-- Calls:   admin_keys, admin_choice, tax_codes, customer_json. Writes: customer.
create or replace function turno.customer_change(p_customer bigint, p jsonb)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_codes jsonb := tax_codes(p);
begin
    perform admin_keys(p, '{name,new_name,kind,tax_code,vat_number,phone}');
    perform admin_choice(p, 'kind', '{person,company}');
    update customer set name = coalesce(nullif(btrim(p ->> 'new_name'), ''), name), kind = coalesce(p ->> 'kind', kind),
        tax_code = case when p ? 'tax_code' then v_codes ->> 'tax_code' else tax_code end,
        vat_number = case when p ? 'vat_number' then v_codes ->> 'vat_number' else vat_number end,
        phone = case when p ? 'phone' then v_codes ->> 'phone' else phone end
    where id = p_customer;
    return customer_json(p_customer);
end
$$;
comment on function turno.customer_change(bigint, jsonb) is 'What customer add and set have in common.';
revoke execute on function turno.customer_change(bigint, jsonb) from public;
grant execute on function turno.customer_change(bigint, jsonb) to turno_act;
