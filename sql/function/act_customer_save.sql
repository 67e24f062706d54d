-- Purpose: an administrator adds a customer or changes one (R1, R5; p: customer to change one, name, kind: person or company, tax_code, vat_number,
--          phone, form_key).
-- Returns: {ok, customer, done: customer_added | described} or {ok: false, errors: {field: word}}. TU002 for who is no administrator or when there
--          is no such customer.
-- Calls:   form_again, code_errors, admin_submit. Writes: what that does.
create or replace function turno.act_customer_save(p jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_is_again boolean := form_again(p);
    v_customer bigint := (select c.id from customer c where c.id = (p ->> 'customer')::bigint);
    v_name text := btrim(coalesce(p ->> 'name', ''));
    v_errors jsonb;
    v_row jsonb;
begin
    if v_customer is null and p ? 'customer' then
        raise exception using errcode = 'TU002', message = 'There is no such customer.';
    end if;
    v_errors := code_errors(p) || jsonb_strip_nulls(jsonb_build_object(
        'kind', case when coalesce(p ->> 'kind', '') not in ('person', 'company') then 'unknown' end,
        'name', case when v_name = '' then 'empty' when length(v_name) > 200 then 'long'
            when v_customer is null and not v_is_again and exists (select from customer c where lower(c.name) = lower(v_name)) then 'exists' end));
    if v_errors <> '{}' then
        return jsonb_build_object('ok', false, 'errors', v_errors);
    end if;
    v_row := admin_submit(p, 'customer', case when v_customer is null then 'add' else 'set' end,
        jsonb_build_object('kind', p -> 'kind', 'tax_code', coalesce(p ->> 'tax_code', ''), 'vat_number', coalesce(p ->> 'vat_number', ''),
            'phone', coalesce(p ->> 'phone', ''))
        || case when v_customer is null then jsonb_build_object('name', v_name)
            else jsonb_build_object('name', '#' || v_customer, 'new_name', v_name) end);
    return jsonb_build_object('ok', true, 'customer', v_row -> 'id', 'done', case when v_customer is null then 'customer_added' else 'described' end);
end
$$;
comment on function turno.act_customer_save(jsonb) is 'An administrator adds or changes a customer (R1).';
alter function turno.act_customer_save(jsonb) owner to turno_act;
revoke execute on function turno.act_customer_save(jsonb) from public;
grant execute on function turno.act_customer_save(jsonb) to turno_web;
