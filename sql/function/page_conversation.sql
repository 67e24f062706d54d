-- Purpose: a contact's ticket as he sees it (p: ticket, or none in a session begun by link; language).
-- Returns: the ticket without level, category, events, notes and deliveries (R24); the office's people by
--          name. TU002 when it is not his. Of a merged ticket the one that it went into (R41).
-- Calls:   viewer_required, ticket_takes_answer, ticket_posts, place_json, office_name. Writes: nothing.
create or replace function turno.page_conversation(p jsonb)
returns jsonb
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v_viewer record;
    v_ticket bigint;
    v_result jsonb;
begin
    select * into v_viewer from viewer_required();
    v_ticket := coalesce((p ->> 'ticket')::bigint, v_viewer.ticket_id);
    while exists (select from ticket t where t.id = v_ticket and t.merged_into is not null) loop
        v_ticket := (select t.merged_into from ticket t where t.id = v_ticket);
    end loop;
    select jsonb_build_object('number', t.id, 'reference', t.reference, 'subject', t.subject, 'turn', t.turn,
        'status', case when p ->> 'language' = 'en' then s.name_en else s.name_it end,
        'is_custom_status', not s.is_builtin, 'short_code', t.short_code, 'place', place_json(t.place_address, t.latitude, t.longitude),
        'opened_at', t.opened_at, 'updated_at', t.updated_at, 'is_open', t.turn <> 'closed',
        'may_answer', ticket_takes_answer(t.id), 'office', office_name(),
        'posts', (select coalesce(jsonb_agg((q - '{delivery,trust,is_note,notices,mail,original,has_html,notified}'::text[])
                || jsonb_build_object('is_mine', p1.contact_id is not distinct from v_viewer.contact_id)
                order by x.n), '[]')
            from jsonb_array_elements(ticket_posts(t.id)) with ordinality x(q, n)
            join post p1 on p1.id = (q ->> 'id')::bigint and p1.ticket_id = t.id where p1.kind = 'message'))
    into v_result
    from ticket t join status s on s.id = t.status_id
    where t.id = v_ticket;
    if v_result is null or v_viewer.contact_id is null then
        raise exception using errcode = 'TU002', message = 'There is no such ticket.';
    end if;
    return v_result;
end
$$;
comment on function turno.page_conversation(jsonb) is 'A ticket as its contact sees it (R24).';
revoke execute on function turno.page_conversation(jsonb) from public;
grant execute on function turno.page_conversation(jsonb) to turno_web;
