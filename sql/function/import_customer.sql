-- Purpose: the customer that a row names, made where there is none; the first VAT number that is named for it is its own.
-- Returns: {name, is_changed}; name null when the row names none. Refuses another VAT number than it has.
-- Calls:   customer_find, customer_add, customer_change, tax_code_check. Writes: customer.
create or replace function turno.import_customer(p_name text, p_vat_number text)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_vat text := (select c.normalised from tax_code_check(p_vat_number) c);
    v_id bigint;
    v_has text;
    v_is_changed boolean := true;
begin
    if p_name is null then
        return '{"name": null, "is_changed": false}';
    elsif not exists (select from customer c where lower(c.name) = lower(p_name)) then
        perform customer_add(jsonb_strip_nulls(jsonb_build_object('name', p_name, 'vat_number', p_vat_number)));
    else
        v_id := customer_find(p_name);
        select c.vat_number into v_has from customer c where c.id = v_id;
        v_is_changed := v_has is null and v_vat is not null;
        if v_is_changed then
            perform customer_change(v_id, jsonb_build_object('vat_number', v_vat));
        elsif v_has <> v_vat then
            raise exception using errcode = 'TU003', column = 'vat_number',
                message = format('Customer %s has another VAT number than %s: %s.', p_name, p_vat_number, v_has);
        end if;
    end if;
    return jsonb_build_object('name', p_name, 'is_changed', v_is_changed);
end
$$;
comment on function turno.import_customer(text, text) is 'The customer that a row of a CSV file names (R1).';
revoke execute on function turno.import_customer(text, text) from public;
