-- Purpose: what somebody typed into a custom field, as it is kept (R37). Dates as 31/12/2026 and numbers with a comma are
--          taken, as people of this country write them; a tax code must have the shape of one, its check character may be
--          wrong (R5).
-- Returns: value, null when the field is empty, and error: null or a word (long, number, date, choice, yes-no, tax code).
-- Calls:   date_read, tax_code_check. Writes: nothing.
create or replace function turno.practice_value(p_type text, p_choices text[], p_value text, out value text, out error text)
language plpgsql immutable
set search_path = turno, pg_temp
as $$
declare
    v_text text := btrim(p_value, E' \t\n\r');
begin
    if coalesce(v_text, '') = '' then
        return;
    elsif p_type = 'text' then
        value := v_text;
        error := case when length(v_text) > 4000 then 'long' end;
    elsif p_type = 'number' then
        value := case when v_text !~ '\.' then replace(v_text, ',', '.') else v_text end;
        error := case when value !~ '^-?\d{1,18}(\.\d{1,9})?$' then 'number' end;
    elsif p_type = 'date' then
        value := date_read(v_text)::text;
        error := case when value is null then 'date' end;
    elsif p_type = 'choice' then
        value := (select c from unnest(p_choices) c where lower(c) = lower(v_text) limit 1);
        error := case when value is null then 'choice' end;
    elsif p_type = 'yes-no' then
        value := case when lower(v_text) in ('yes', 'true', 'on', '1', 'sì', 'si', 'sí') then 'yes'
            when lower(v_text) in ('no', 'false', 'off', '0') then 'no' end;
        error := case when value is null then 'yes-no' end;
    else
        select c.normalised, nullif(c.warning, 'check_character') into value, error from tax_code_check(v_text) c;
        error := case when error is not null then 'tax code' end;
    end if;
    value := case when error is null then value end;
end
$$;
comment on function turno.practice_value(text, text[], text) is 'The value of a custom field as it is kept, or what is wrong with it (R37).';
revoke execute on function turno.practice_value(text, text[], text) from public;
grant execute on function turno.practice_value(text, text[], text) to turno_act, turno_web;
