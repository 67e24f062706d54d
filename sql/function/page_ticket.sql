-- Purpose: a ticket for an operator (p: ticket, language; with "page" also what the page needs).
--          All plans are kept: each ticket is read by the same indexes, and to plan takes longer than to read.
-- Returns: the ticket as described in turno(1), plus contact card and, for the page, timeline and documents.
--          TU002 when he may not see it: invisible is non-existent (R9).
-- Calls:   viewer, ticket_json, ticket_timeline, event_word, reason_text, notice_text, reply_lock_json, ticket_held, ticket_outside. Writes: nothing.
create or replace function turno.page_ticket(p jsonb)
returns jsonb
language plpgsql stable
set search_path = turno, pg_temp
set plan_cache_mode = force_generic_plan
as $$
declare
    v_ticket bigint := (p ->> 'ticket')::bigint;
    v_result jsonb := ticket_json(v_ticket, p ->> 'language');
    v_row record;
begin
    if v_result is null or not exists (select from viewer() v where v.operator_id is not null) then
        raise exception using errcode = 'TU002', message = 'There is no such ticket.';
    end if;
    if not (p ? 'page') then
        return v_result;
    end if;
    select t.customer_id, t.contact_id, t.merged_into into v_row from ticket t where t.id = v_ticket;
    v_result := (v_result - 'posts' - 'events') || jsonb_build_object('is_open', v_result ->> 'turn' <> 'closed',
        'timeline', ticket_timeline((select jsonb_agg(q || jsonb_build_object(
                'named', case when q -> 'notified' <> '[]' then (select string_agg(c, ', ') from jsonb_array_elements_text(q -> 'notified') c) end,
                'notices', case when q -> 'notices' = '[]' then '[]' else notice_text(
                    array(select jsonb_array_elements_text(q -> 'notices')), (q ->> 'mail')::bigint, p ->> 'language') end) order by n)
            from jsonb_array_elements(v_result -> 'posts') with ordinality a(q, n)), (select jsonb_agg(e || jsonb_build_object(
                'note', case when e ->> 'note' <> '' then reason_text(e ->> 'note', p ->> 'language') end,
                'old', case when e ->> 'old' <> '' then event_word(e ->> 'type', e ->> 'old', p ->> 'language') end, 'is_level', e ->> 'type' = 'level',
                'new', case when e ->> 'new' <> '' and e ->> 'type' not like 'held%' and e ->> 'type' not in ('parked', 'erased')
                    then event_word(e ->> 'type', e ->> 'new', p ->> 'language') end) order by n)
            from jsonb_array_elements(v_result -> 'events') with ordinality a(e, n) where not (e ->> 'is_post')::boolean)),
        'lock', reply_lock_json(v_ticket), 'held', ticket_held(v_ticket, p ->> 'language'),
        'outside', ticket_outside(v_ticket, p ->> 'language'),
        'merged_into', case when v_row.merged_into is not null then (select jsonb_build_object('number', o.id, 'subject', o.subject)
            from ticket o where o.id = v_row.merged_into) end,
        'documents', (select coalesce(jsonb_agg(d), '[]') from jsonb_array_elements(v_result -> 'posts') q,
            jsonb_array_elements(q -> 'attachments') d where not (d ->> 'inline')::boolean),
        'tagged', (select string_agg(x, ', ') from jsonb_array_elements_text(v_result -> 'tags') x),
        'dead', (select coalesce(jsonb_agg(jsonb_build_object('address', a.address, 'reason', a.dead_reason) order by a.id), '[]')
            from address a where a.contact_id = v_row.contact_id and a.dead_at is not null),
        'link', (select jsonb_build_object('expires_at', max(l ->> 'expires_at'))
            from jsonb_array_elements(v_result -> 'links') l having count(*) > 0),
        'others', (select coalesce(jsonb_agg(jsonb_build_object('number', o.id, 'subject', o.subject, 'turn', o.turn)
                order by o.updated_at desc), '[]')
            from (select o.id, o.subject, o.turn, o.updated_at from ticket o
                where o.customer_id = v_row.customer_id and o.id <> v_ticket order by o.updated_at desc limit 8) o));
    return v_result || jsonb_build_object('has_documents', v_result -> 'documents' <> '[]',
        'has_others', v_result -> 'others' <> '[]', 'has_practices', v_result -> 'practices' <> '[]');
end
$$;
comment on function turno.page_ticket(jsonb) is 'A ticket as an operator sees it (R9).';
revoke execute on function turno.page_ticket(jsonb) from public;
grant execute on function turno.page_ticket(jsonb) to turno_web;
