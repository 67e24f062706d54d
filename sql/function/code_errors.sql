-- Purpose: what cannot be kept of the codes and the phone of a person or company, by field (p: tax_code, vat_number, phone). A code
--          whose check character is wrong can (R5).
-- Returns: {} or {tax_code: code, vat_number: code, phone: phone}.
-- Calls:   tax_codes. Writes: nothing.
create or replace function turno.code_errors(p jsonb)
returns jsonb
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v_result jsonb := '{}';
    v_key text;
begin
    foreach v_key in array '{tax_code,vat_number,phone}'::text[] loop
        begin
            perform tax_codes(jsonb_build_object(v_key, coalesce(p ->> v_key, '')));
        exception when sqlstate 'TU003' then
            v_result := v_result || jsonb_build_object(v_key, case v_key when 'phone' then 'phone' else 'code' end);
        end;
    end loop;
    return v_result;
end
$$;
comment on function turno.code_errors(jsonb) is 'What is wrong with codes and a phone number (R5).';
revoke execute on function turno.code_errors(jsonb) from public;
grant execute on function turno.code_errors(jsonb) to turno_act;
