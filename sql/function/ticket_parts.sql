-- Purpose: what ticket_json says of a ticket in its parts, so that a page of it puts posts and events in order before they are joined: a long
--          ticket is copied whole each time that something is added to it. Policies are asked once, whether who asks sees it.
-- Returns: the ticket, its posts and its events; is_held: mails wait on it. All null when the reader may not see it.
-- Calls:   reader, ticket_seen, ticket_rows_read, ticket_detail, ticket_posts_read, ticket_events_read, ticket_practices_read, ticket_marks. Writes: nothing.
create or replace function turno.ticket_parts(p_ticket bigint, p_language text, out ticket jsonb, out posts jsonb, out events jsonb, out is_held boolean)
language plpgsql stable security definer
set search_path = turno, pg_temp
as $$
declare
    v_seen bigint := (ticket_seen(array[p_ticket]))[1];
    v_me record;
begin
    if v_seen is null then
        return;
    end if;
    select * into v_me from reader();
    ticket := (select r.ticket from ticket_rows_read(array[v_seen], p_language, v_me.is_full, v_me.contact_id, v_me.customer_id) r)
        || ticket_detail(v_seen, p_language, v_me.is_full, v_me.customer_id) || jsonb_build_object('practices', ticket_practices_read(v_seen, p_language));
    posts := ticket_posts_read(v_seen, v_me.is_full, v_me.contact_id);
    events := ticket_events_read(case when v_me.is_full then v_seen end);
    is_held := v_me.is_full and (select m.is_held from ticket_marks(v_seen) m);
end
$$;
comment on function turno.ticket_parts is 'A ticket, its posts and its events, as the reader may see them.';
alter function turno.ticket_parts owner to turno_act;
revoke execute on function turno.ticket_parts from public;
grant execute on function turno.ticket_parts to turno_web;
