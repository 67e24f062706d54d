-- Purpose: a ticket for an operator's page (p: ticket, language).
--          All plans are kept: each ticket is read by the same indexes, and to plan takes longer than to read.
-- Returns: head: the ticket as described in turno(1), plus contact card and what a page shows beside the timeline; timeline as text, so that
--          what is put around it does not copy it. TU002 when he may not see it: invisible is non-existent (R9).
-- Calls:   ticket_parts, reply_lock_json, ticket_held, ticket_outside. Writes: nothing.
create or replace function turno.ticket_sheet(p jsonb, out head jsonb, out timeline json)
language plpgsql stable
set search_path = turno, pg_temp
set plan_cache_mode = force_generic_plan
as $$
declare
    v_ticket bigint := (p ->> 'ticket')::bigint;
    v_language text := p ->> 'language';
    v_parts record;
    v_others jsonb;
begin
    select * into v_parts from ticket_parts(v_ticket, v_language, true);
    if v_parts.is_operator is not true then
        raise exception using errcode = 'TU002', message = 'There is no such ticket.';
    end if;
    v_others := (select coalesce(jsonb_agg(jsonb_build_object('number', o.id, 'subject', o.subject, 'turn', o.turn) order by o.updated_at desc), '[]')
        from (select o.id, o.subject, o.turn, o.updated_at from ticket o
            where o.customer_id = v_parts.customer_id and o.id <> v_ticket order by o.updated_at desc limit 8) o);
    if v_parts.merged_into is not null then
        v_parts.ticket := v_parts.ticket || jsonb_build_object('merged_into', (select jsonb_build_object('number', o.id, 'subject', o.subject)
            from ticket o where o.id = v_parts.merged_into));
    end if;
    timeline := v_parts.timeline;
    head := v_parts.ticket || jsonb_build_object('is_open', v_parts.ticket ->> 'turn' <> 'closed',
        'lock', reply_lock_json(v_ticket), 'held', case when v_parts.is_held then ticket_held(v_ticket, v_language) else '[]' end,
        'outside', case when v_parts.is_held then ticket_outside(v_ticket, v_language) else '[]' end,
        'tagged', (select string_agg(x, ', ') from jsonb_array_elements_text(v_parts.ticket -> 'tags') x),
        'dead', (select coalesce(jsonb_agg(jsonb_build_object('address', a.address, 'reason', a.dead_reason) order by a.id), '[]')
            from address a where a.contact_id = v_parts.contact_id and a.dead_at is not null),
        'link', (select jsonb_build_object('expires_at', max(l ->> 'expires_at'))
            from jsonb_array_elements(v_parts.ticket -> 'links') l having count(*) > 0),
        'documents', v_parts.documents, 'has_documents', json_array_length(v_parts.documents) > 0,
        'others', v_others, 'has_others', v_others <> '[]', 'has_practices', v_parts.ticket -> 'practices' <> '[]');
end
$$;
comment on function turno.ticket_sheet(jsonb) is 'A ticket as an operator''s page shows it (R9).';
revoke execute on function turno.ticket_sheet(jsonb) from public;
grant execute on function turno.ticket_sheet(jsonb) to turno_web;
