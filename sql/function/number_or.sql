-- Purpose: a number that came from an address line: anything else is the default.
-- Returns: the number.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.number_or(p_text text, p_default bigint)
returns bigint
language sql immutable
as $$
    select case when p_text ~ '^\d{1,18}$' then p_text::bigint else p_default end;
$$;
comment on function turno.number_or(text, bigint) is 'A number, or the default when it is none.';
revoke execute on function turno.number_or(text, bigint) from public;
grant execute on function turno.number_or(text, bigint) to turno_web, turno_act;
