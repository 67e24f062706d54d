-- Purpose: what is kept of the contact who looks, for his export (R39); without our numbers of him.
-- Returns: an object; null for who is no contact, or came by a link.
-- Calls:   viewer. Writes: nothing.
create or replace function turno.contact_own()
returns jsonb
language sql stable security definer
set search_path = turno, pg_temp
as $$
    select to_jsonb(c) - '{id,customer_id,erased_at}'::text[] from viewer() v join contact c on c.id = v.contact_id and v.ticket_id is null;
$$;
comment on function turno.contact_own() is 'What is kept of the contact who looks (R39).';
alter function turno.contact_own() owner to turno_act;
revoke execute on function turno.contact_own() from public;
grant execute on function turno.contact_own() to turno_web;
