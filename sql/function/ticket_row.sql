-- Purpose: one ticket as a row of the list.
-- Returns: an object; null when the viewer may not see it.
-- Calls:   ticket_rows. Writes: nothing.
create or replace function turno.ticket_row(p_ticket bigint, p_language text)
returns jsonb
language plpgsql stable
set search_path = turno, pg_temp
as $$
begin
    return (select r.ticket from ticket_rows(array[p_ticket], p_language) r);
end
$$;
comment on function turno.ticket_row(bigint, text) is 'A ticket as a row of the list.';
revoke execute on function turno.ticket_row(bigint, text) from public;
grant execute on function turno.ticket_row(bigint, text) to turno_web;
