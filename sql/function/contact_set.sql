-- Purpose: turno contact set. p: address (any of his), and what contact_change knows.
-- Returns: the contact as shown.
-- Calls:   contact_find, contact_change. Writes: what contact_change does.
create or replace function turno.contact_set(p jsonb)
returns jsonb
language sql volatile
set search_path = turno, pg_temp
as $$
    select contact_change(contact_find(p ->> 'address'), p);
$$;
comment on function turno.contact_set(jsonb) is 'Changes a contact (R1).';
revoke execute on function turno.contact_set(jsonb) from public;
grant execute on function turno.contact_set(jsonb) to turno_act;
