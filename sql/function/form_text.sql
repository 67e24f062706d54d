-- Purpose: a text of a form as it is kept: without empty lines around it.
-- Returns: the text, '' when there is none.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.form_text(p_text text)
returns text
language sql immutable
as $$
    select rtrim(ltrim(coalesce(p_text, ''), E'\n\r'), E' \t\n\r');
$$;
comment on function turno.form_text(text) is 'A text of a form without empty lines around it.';
revoke execute on function turno.form_text(text) from public;
grant execute on function turno.form_text(text) to turno_act;
