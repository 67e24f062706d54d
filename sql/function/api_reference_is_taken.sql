-- Purpose: whether a reference belongs to a ticket already, seen or not: it must be unique (R32).
-- Returns: true or false.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.api_reference_is_taken(p_reference text)
returns boolean
language sql stable security definer
set search_path = turno, pg_temp
as $$
    select exists (select from ticket t where t.reference = p_reference);
$$;
comment on function turno.api_reference_is_taken(text) is 'Whether a ticket has this reference (R32).';
alter function turno.api_reference_is_taken(text) owner to turno_gateway;
revoke execute on function turno.api_reference_is_taken(text) from public;
grant execute on function turno.api_reference_is_taken(text) to turno_act;
