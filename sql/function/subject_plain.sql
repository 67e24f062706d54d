-- Purpose: the subject of a ticket out of the subject of a mail: without tokens, reply prefixes and control
--          characters, at most 250 characters.
-- Returns: the subject; words for "none" in p_language when nothing is left.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.subject_plain(p_subject text, p_language text)
returns text
language plpgsql immutable parallel safe
as $$
begin
    return (select coalesce(nullif(left(btrim(regexp_replace(regexp_replace(regexp_replace(left(p_subject, 2000),
                '[[:cntrl:][:space:]]+', ' ', 'g'),
                '\[#[0-9]+\.[0-9]+\.[A-Za-z2-7]{16}\]', '', 'g'),
                '^( *(re|r|rif|aw|sv|antw) *(\[[0-9]+\])? *: *)+', '', 'i')), 250), ''),
            case p_language when 'en' then '(no subject)' else '(senza oggetto)' end));
end
$$;
comment on function turno.subject_plain is 'Subject without tokens and reply prefixes.';
revoke execute on function turno.subject_plain from public;
grant execute on function turno.subject_plain to turno_gateway, turno_act;
