-- Purpose: what kind of picture bytes are, by what they begin with: never by a name.
-- Returns: image/png, image/jpeg, image/svg+xml, or null for anything else.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.logo_type(p_bytes bytea)
returns text
language plpgsql immutable
set search_path = turno, pg_temp
as $$
begin
    return case
        when substring(p_bytes from 1 for 8) = '\x89504e470d0a1a0a' then 'image/png'
        when substring(p_bytes from 1 for 3) = '\xffd8ff' then 'image/jpeg'
        when convert_from(p_bytes, 'UTF8') ~ '^\uFEFF?\s*(<\?xml[^>]*>\s*)?(<!--([^-]|-[^-])*-->\s*)*(<!DOCTYPE svg[^>\[]*>\s*)?<svg[\s>]' then 'image/svg+xml' end;
exception when character_not_in_repertoire or untranslatable_character then
    return null;
end
$$;
comment on function turno.logo_type(bytea) is 'Kind of a picture, by its bytes.';
revoke execute on function turno.logo_type(bytea) from public;
grant execute on function turno.logo_type(bytea) to turno_gateway;
