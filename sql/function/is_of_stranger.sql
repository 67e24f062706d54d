-- Purpose: is a mail that waits on a ticket one of a contact or of an unknown sender, which people may take in (M18), and no operator's?
-- Returns: true when its trace says so.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.is_of_stranger(p_trace jsonb)
returns boolean
language sql immutable parallel safe
set search_path = turno, pg_temp
as $$
    select p_trace @? '$[*] ? (@.step == "sender" && (@.kind == "contact" || @.kind == "unknown"))';
$$;
comment on function turno.is_of_stranger(jsonb) is 'Whether a held mail is no operator''s (M18).';
revoke execute on function turno.is_of_stranger(jsonb) from public;
grant execute on function turno.is_of_stranger(jsonb) to turno_gateway, turno_act;
