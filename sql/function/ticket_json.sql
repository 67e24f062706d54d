-- Purpose: the one form of a ticket for operators, the command line and scripts. Policies are asked once, whether who asks sees it.
-- Returns: the ticket as described in turno(1); null when the reader may not see it.
-- Calls:   reader, ticket_seen, ticket_rows_read, ticket_detail, ticket_posts_read, ticket_events_read, ticket_practices_read. Writes: nothing.
create or replace function turno.ticket_json(p_ticket bigint, p_language text)
returns jsonb
language plpgsql stable security definer
set search_path = turno, pg_temp
as $$
declare
    v_seen bigint := (ticket_seen(array[p_ticket]))[1];
    v_me record;
begin
    select * into v_me from reader();
    return (select r.ticket from ticket_rows_read(array[v_seen], p_language, v_me.is_full, v_me.contact_id, v_me.customer_id) r)
        || ticket_detail(v_seen, p_language, v_me.is_full, v_me.customer_id)
        || jsonb_build_object('posts', ticket_posts_read(v_seen, v_me.is_full, v_me.contact_id),
            'events', ticket_events_read(case when v_me.is_full then v_seen end), 'practices', ticket_practices_read(v_seen, p_language));
end
$$;
comment on function turno.ticket_json(bigint, text) is 'A ticket with posts, events and links, as the reader may see it.';
alter function turno.ticket_json(bigint, text) owner to turno_act;
revoke execute on function turno.ticket_json(bigint, text) from public;
grant execute on function turno.ticket_json(bigint, text) to turno_web;
