-- Purpose: a ticket for an operator (p: ticket, language; with "page" also what the page needs).
--          All plans are kept: each ticket is read by the same indexes, and to plan takes longer than to read.
-- Returns: the ticket as described in turno(1), plus contact card and, for the page, timeline and documents.
--          TU002 when he may not see it: invisible is non-existent (R9).
-- Calls:   ticket_parts, event_word, reason_text, notice_text, reply_lock_json, ticket_held, ticket_outside. Writes: nothing.
create or replace function turno.page_ticket(p jsonb)
returns jsonb
language plpgsql stable
set search_path = turno, pg_temp
set plan_cache_mode = force_generic_plan
as $$
declare
    v_ticket bigint := (p ->> 'ticket')::bigint;
    v_language text := p ->> 'language';
    v_parts record;
    v_timeline jsonb;
    v_documents jsonb;
    v_others jsonb;
begin
    select * into v_parts from ticket_parts(v_ticket, v_language, p ? 'page');
    if v_parts.is_operator is not true then
        raise exception using errcode = 'TU002', message = 'There is no such ticket.';
    end if;
    if not (p ? 'page') then
        return v_parts.ticket || jsonb_build_object('posts', v_parts.posts, 'events', v_parts.events);
    end if;
    v_timeline := (select coalesce(jsonb_agg(x.item order by x.at, x.rank, x.n), '[]')
        from (select jsonb_build_object('post', case when q -> 'notified' = '[]' and q -> 'notices' = '[]' then q else q || jsonb_build_object(
                'named', (select string_agg(c, ', ') from jsonb_array_elements_text(q -> 'notified') c),
                'notices', notice_text(array(select jsonb_array_elements_text(q -> 'notices')), (q ->> 'mail')::bigint, v_language)) end) as item,
                (q ->> 'at')::timestamptz as at, 1 as rank, n
            from jsonb_array_elements(v_parts.posts) with ordinality a(q, n)
            union all
            select jsonb_build_object('event', e || jsonb_build_object(
                'note', case when e ->> 'note' <> '' then reason_text(e ->> 'note', v_language) end,
                'old', case when e ->> 'old' <> '' then event_word(e ->> 'type', e ->> 'old', v_language) end, 'is_level', e ->> 'type' = 'level',
                'new', case when e ->> 'new' <> '' and e ->> 'type' not like 'held%' and e ->> 'type' not in ('parked', 'erased')
                    then event_word(e ->> 'type', e ->> 'new', v_language) end)),
                (e ->> 'at')::timestamptz, case e ->> 'type' when 'opened' then 0 else 2 end, n
            from jsonb_array_elements(v_parts.events) with ordinality b(e, n)) x);
    v_documents := jsonb_path_query_array(v_parts.posts, '$[*].attachments[*] ? (@.inline == false)');
    v_others := (select coalesce(jsonb_agg(jsonb_build_object('number', o.id, 'subject', o.subject, 'turn', o.turn) order by o.updated_at desc), '[]')
        from (select o.id, o.subject, o.turn, o.updated_at from ticket o
            where o.customer_id = v_parts.customer_id and o.id <> v_ticket order by o.updated_at desc limit 8) o);
    if v_parts.merged_into is not null then
        v_parts.ticket := v_parts.ticket || jsonb_build_object('merged_into', (select jsonb_build_object('number', o.id, 'subject', o.subject)
            from ticket o where o.id = v_parts.merged_into));
    end if;
    return v_parts.ticket || jsonb_build_object('is_open', v_parts.ticket ->> 'turn' <> 'closed', 'timeline', v_timeline,
        'lock', reply_lock_json(v_ticket), 'held', case when v_parts.is_held then ticket_held(v_ticket, v_language) else '[]' end,
        'outside', case when v_parts.is_held then ticket_outside(v_ticket, v_language) else '[]' end,
        'tagged', (select string_agg(x, ', ') from jsonb_array_elements_text(v_parts.ticket -> 'tags') x),
        'dead', (select coalesce(jsonb_agg(jsonb_build_object('address', a.address, 'reason', a.dead_reason) order by a.id), '[]')
            from address a where a.contact_id = v_parts.contact_id and a.dead_at is not null),
        'link', (select jsonb_build_object('expires_at', max(l ->> 'expires_at'))
            from jsonb_array_elements(v_parts.ticket -> 'links') l having count(*) > 0),
        'documents', v_documents, 'has_documents', v_documents <> '[]', 'others', v_others, 'has_others', v_others <> '[]',
        'has_practices', v_parts.ticket -> 'practices' <> '[]');
end
$$;
comment on function turno.page_ticket(jsonb) is 'A ticket as an operator sees it (R9).';
revoke execute on function turno.page_ticket(jsonb) from public;
grant execute on function turno.page_ticket(jsonb) to turno_web;
