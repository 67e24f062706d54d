-- Purpose: turno contact list.
-- Returns: an array.
-- Calls:   contact_json. Writes: nothing.
create or replace function turno.contact_list(p jsonb)
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    select coalesce(jsonb_agg(contact_json(k.id) order by lower(k.name), k.id), '[]') from contact k;
$$;
comment on function turno.contact_list(jsonb) is 'All contacts.';
revoke execute on function turno.contact_list(jsonb) from public;
