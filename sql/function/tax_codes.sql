-- Purpose: codes and phone of a contact or customer as they are kept. Only what cannot be kept at all is refused; a doubtful
--          code is warned of when shown (R5).
-- Returns: {tax_code, vat_number, phone} of those members that p has; '' becomes null.
-- Calls:   tax_code_check, phone_plain, admin_refuse. Writes: nothing.
create or replace function turno.tax_codes(p jsonb)
returns jsonb
language plpgsql immutable
set search_path = turno, pg_temp
as $$
declare
    v_result jsonb := '{}';
    v_key text;
    v_value text;
begin
    foreach v_key in array '{tax_code,vat_number,phone}'::text[] loop
        continue when not p ? v_key;
        if v_key = 'phone' then
            v_value := phone_plain(p ->> v_key);
        else
            select c.normalised into v_value from tax_code_check(p ->> v_key) c;
        end if;
        if v_value !~ (case v_key when 'phone' then '^[+]?[0-9]{3,20}$' else '^[A-Z0-9]{1,32}$' end) then
            perform admin_refuse(format('"%s" is no %s.', p ->> v_key,
                case v_key when 'phone' then 'phone number' when 'tax_code' then 'fiscal code' else 'VAT number' end));
        end if;
        v_result := v_result || jsonb_build_object(v_key, v_value);
    end loop;
    return v_result;
end
$$;
comment on function turno.tax_codes(jsonb) is 'Codes and phone number as they are kept, or a refusal (R5).';
revoke execute on function turno.tax_codes(jsonb) from public;
grant execute on function turno.tax_codes(jsonb) to turno_act;
