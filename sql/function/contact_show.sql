-- Purpose: turno contact show.
-- Returns: the contact as shown.
-- Calls:   contact_find, contact_json. Writes: nothing.
create or replace function turno.contact_show(p jsonb)
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    select contact_json(contact_find(p ->> 'address'));
$$;
comment on function turno.contact_show(jsonb) is 'One contact.';
revoke execute on function turno.contact_show(jsonb) from public;
grant execute on function turno.contact_show(jsonb) to turno_act;
