-- Purpose: the tickets of a contact or customer that the viewer sees, newest first, a page of 15 (p_after: a place of a former page).
-- Returns: {tickets: as ticket_rows, next}.
-- Calls:   ticket_slice. Writes: nothing.
create or replace function turno.tickets_of(p_filter jsonb, p_after text, p_language text)
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    select jsonb_build_object('next', s.next, 'tickets', s.rows)
    from ticket_slice(p_filter, 'all', 'updated', true, coalesce(p_after, ''), false, 15, p_language) s;
$$;
comment on function turno.tickets_of(jsonb, text, text) is 'Tickets on the card of a contact or customer (R9).';
revoke execute on function turno.tickets_of(jsonb, text, text) from public;
grant execute on function turno.tickets_of(jsonb, text, text) to turno_web;
