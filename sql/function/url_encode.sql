-- Purpose: a text as a part of an address (RFC 3986): what is no letter, digit, "-", ".", "_" or "~" becomes %XX of its UTF-8.
-- Returns: the text; null for null.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.url_encode(p_text text)
returns text
language plpgsql immutable
as $$
begin
    if p_text collate "C" ~ '^[A-Za-z0-9_.~-]*$' then
        return p_text;
    end if;
    return (select string_agg(case when c collate "C" ~ '^[A-Za-z0-9_.~-]$' then c
            else regexp_replace(upper(encode(convert_to(c, 'UTF8'), 'hex')), '(..)', '%\1', 'g') end, '' order by n)
        from regexp_split_to_table(p_text, '') with ordinality x(c, n));
end
$$;
comment on function turno.url_encode(text) is 'A text percent-encoded.';
revoke execute on function turno.url_encode(text) from public;
grant execute on function turno.url_encode(text) to turno_web;
