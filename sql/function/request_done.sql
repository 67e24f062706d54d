-- Purpose: a request became a ticket: its words are in the ticket now and go from here; a new contact has the fiscal code that was given.
-- Returns: nothing.
-- Calls:   nothing. Writes: web_request, contact.
create or replace function turno.request_done(p_request bigint, p_ticket bigint, p_contact bigint, p_is_new boolean)
returns void
language sql volatile security definer
set search_path = turno, pg_temp
as $$
    update turno.contact c set tax_code = r.tax_code from turno.web_request r
    where p_is_new and c.id = p_contact and r.id = p_request;
    update turno.web_request set ticket_id = p_ticket, form = '{}' where id = p_request;
$$;
comment on function turno.request_done is 'Takes note that a request became a ticket (R3).';
alter function turno.request_done owner to turno_gateway;
revoke execute on function turno.request_done from public;
grant execute on function turno.request_done to turno_act;
