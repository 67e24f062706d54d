-- Purpose: tickets that are named by a text or hold its words: those that the viewer may see, or all for the owner of the database.
-- Returns: ids.
-- Calls:   search_exact, search_tickets, search_words, search_waiting, search_query, search_last. Writes: nothing.
create or replace function turno.ticket_text(p_text text)
returns setof bigint
language plpgsql stable
set search_path = turno, pg_temp
as $$
begin
    return query select search_exact(p_text, 100);
    if row_security_active('turno.ticket') then
        return query select h.ticket_id from search_tickets(p_text, 1000) h where h.ticket_id is not null;
    elsif numnode(search_query(p_text)) > 0 then
        return query
        select h.ticket_id from search_words(search_query(p_text), true, 0, search_last()) h
        union
        select h.ticket_id from search_waiting(search_query(p_text), true) h;
    end if;
end
$$;
comment on function turno.ticket_text(text) is 'Tickets that a text names or whose words it has (R26).';
revoke execute on function turno.ticket_text(text) from public;
grant execute on function turno.ticket_text(text) to turno_web;
