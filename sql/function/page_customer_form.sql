-- Purpose: the form of a customer for an administrator (p: customer to change one).
-- Returns: {number, name, values: {name, kind, tax_code, vat_number, phone}, kinds}. TU002 when there is no such customer, or for who is no administrator.
-- Calls:   viewer. Writes: nothing.
create or replace function turno.page_customer_form(p jsonb)
returns jsonb
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v jsonb := (select to_jsonb(u) from customer u where u.id = (p ->> 'customer')::bigint);
begin
    if not coalesce((select x.is_admin from viewer() x), false) or (p ? 'customer' and v is null) then
        raise exception using errcode = 'TU002', message = 'There is no such customer.';
    end if;
    return jsonb_build_object('number', v -> 'id', 'name', v -> 'name', 'kinds', '["company", "person"]'::jsonb, 'values', coalesce(v, '{"kind": "company"}'));
end
$$;
comment on function turno.page_customer_form(jsonb) is 'The form of a customer (R1).';
revoke execute on function turno.page_customer_form(jsonb) from public;
grant execute on function turno.page_customer_form(jsonb) to turno_web;
