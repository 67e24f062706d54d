-- Purpose: tickets as rows of a list.
-- Returns: one row per ticket that the viewer may see, in no order; the others are left out.
-- Calls:   reader, ticket_seen, ticket_rows_read. Writes: nothing.
create or replace function turno.ticket_rows(p_tickets bigint[], p_language text)
returns table (id bigint, ticket jsonb)
language plpgsql stable security definer
set search_path = turno, pg_temp
as $$
#variable_conflict use_column
declare
    v_me record;
begin
    select * into v_me from reader();
    return query
    select (r.ticket ->> 'number')::bigint, r.ticket
    from jsonb_array_elements(ticket_rows_read(ticket_seen(p_tickets), p_language, v_me.is_full, v_me.contact_id, v_me.customer_id)::jsonb) r(ticket);
end
$$;
comment on function turno.ticket_rows(bigint[], text) is 'Tickets as rows of a list.';
alter function turno.ticket_rows(bigint[], text) owner to turno_act;
revoke execute on function turno.ticket_rows(bigint[], text) from public;
grant execute on function turno.ticket_rows(bigint[], text) to turno_web;
