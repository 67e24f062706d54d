-- Purpose: a phone number as it is kept: without what people part it with, + in place of 00.
-- Returns: the number, whatever else was in it left as it is; null for nothing.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.phone_plain(p_text text)
returns text
language sql immutable
as $$
    select nullif(regexp_replace(regexp_replace(p_text, '[\s./()-]+', '', 'g'), '^00', '+'), '');
$$;
comment on function turno.phone_plain(text) is 'A phone number as it is kept (R1).';
revoke execute on function turno.phone_plain(text) from public;
grant execute on function turno.phone_plain(text) to turno_act;
