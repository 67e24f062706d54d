-- Purpose: text of a mail without what acts: tokens in our addresses, and links of contacts.
-- Returns: the text with these replaced by …
-- Calls:   nothing. Writes: nothing.
create or replace function turno.mail_clean(p_text text)
returns text
language sql immutable parallel safe
set search_path = turno, pg_temp
as $$
    select regexp_replace(regexp_replace(p_text, '/l/[A-Za-z0-9_-]{43}', '/l/…', 'g'), '\+[a-z]\.[0-9]+\.[0-9a-zA-Z.]+@', '+…@', 'g');
$$;
comment on function turno.mail_clean(text) is 'Text of a mail without tokens and links.';
revoke execute on function turno.mail_clean(text) from public;
grant execute on function turno.mail_clean(text) to turno_gateway;
