-- Purpose: an Italian codice fiscale (16 characters, letters in place of digits where two people would share it: omocodia;
--          or 11 digits, provisional or of a company) or partita IVA (11 digits, Luhn), as written by people (R5).
-- Returns: one row: normalised (upper case; blanks, dots, dashes, slashes and the prefix IT away; null for nothing),
--          is_valid, and a warning for people: null, check_character, or shape for what looks like neither.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.tax_code_check(p_text text)
returns table (normalised text, is_valid boolean, warning text)
language plpgsql immutable parallel safe
set search_path = turno, pg_temp
as $$
declare
    v_code text := nullif(regexp_replace(upper(coalesce(p_text, '')), '[\s./-]+', '', 'g'), '');
    v_letters text := '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
    v_odd integer[] := '{1,0,5,7,9,13,15,17,19,21,1,0,5,7,9,13,15,17,19,21,2,4,18,20,11,3,6,8,12,14,16,10,22,25,24,23}';
    v_sum integer;
begin
    v_code := regexp_replace(v_code, '^IT(?=[0-9]{11}$)', '');
    normalised := v_code;
    if v_code is null then
        is_valid := true;
    elsif v_code ~ '^[0-9]{11}$' then
        select sum(case when i % 2 = 1 then d else 2 * d - case when d > 4 then 9 else 0 end end) into v_sum
        from generate_series(1, 11) i, lateral (select substr(v_code, i, 1)::integer as d) x;
        is_valid := v_sum % 10 = 0;
    elsif v_code ~ '^[A-Z]{6}[0-9LMNP-V]{2}[ABCDEHLMPRST][0-9LMNP-V]{2}[A-Z][0-9LMNP-V]{3}[A-Z]$' then
        select sum(case when i % 2 = 1 then v_odd[n] when n > 10 then n - 11 else n - 1 end) into v_sum
        from generate_series(1, 15) i, lateral (select position(substr(v_code, i, 1) in v_letters) as n) x;
        is_valid := substr(v_code, 16, 1) = chr(65 + v_sum % 26);
    else
        is_valid := false;
        warning := 'shape';
    end if;
    if not is_valid and warning is null then
        warning := 'check_character';
    end if;
    return next;
end
$$;
comment on function turno.tax_code_check(text) is 'Normalises and verifies a fiscal code or VAT number (R5).';
revoke execute on function turno.tax_code_check(text) from public;
grant execute on function turno.tax_code_check(text) to turno_web, turno_act, turno_gateway;
