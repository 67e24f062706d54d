-- Purpose: what ticket_json says of a ticket in its parts. Policies are asked once, whether who asks sees it.
-- Returns: the ticket; its posts and its events, or with p_is_page the timeline and documents that an operator's page shows; of ticket_marks what its page asks for; is_operator: an operator asks. No row when the reader may not see it.
-- Calls:   viewer, reader, ticket_seen, ticket_rows_read, ticket_detail, ticket_timeline, ticket_posts_read, ticket_events_read,
--          ticket_practices_read, ticket_marks. Writes: nothing.
create or replace function turno.ticket_parts(p_ticket bigint, p_language text, p_is_page boolean)
returns table (ticket jsonb, posts jsonb, events jsonb, timeline json, documents json, is_held boolean, customer_id bigint, contact_id bigint, merged_into bigint, is_operator boolean)
language plpgsql stable security definer rows 1
set search_path = turno, pg_temp
as $$
#variable_conflict use_column
declare
    v_seen bigint := (ticket_seen(array[p_ticket]))[1];
    v_me record;
begin
    if v_seen is null then
        return;
    end if;
    select * into v_me from reader();
    is_operator := v_me.is_full and (not v_me.is_owner or exists (select from viewer() v where v.operator_id is not null));
    ticket := (ticket_rows_read(array[v_seen], p_language, v_me.is_full, v_me.contact_id, v_me.customer_id) -> 0)::jsonb
        || ticket_detail(v_seen, p_language, v_me.is_full, v_me.customer_id) || jsonb_build_object('practices', ticket_practices_read(v_seen, p_language));
    if p_is_page and v_me.is_full then
        select t.timeline, t.documents into timeline, documents from ticket_timeline(v_seen, p_language) t;
    elsif not p_is_page then
        posts := (select coalesce(jsonb_agg(r.post::jsonb order by r.at, r.id), '[]') from ticket_posts_read(v_seen, v_me.is_full, v_me.contact_id) r);
        events := ticket_events_read(case when v_me.is_full then v_seen end);
    end if;
    if v_me.is_full then
        select m.is_held, m.customer_id, m.contact_id, m.merged_into into is_held, customer_id, contact_id, merged_into from ticket_marks(v_seen) m;
    end if;
    return next;
end
$$;
comment on function turno.ticket_parts is 'A ticket, its posts and its events, as the reader may see them.';
alter function turno.ticket_parts owner to turno_act;
revoke execute on function turno.ticket_parts from public;
grant execute on function turno.ticket_parts to turno_web;
