-- Purpose: replies by mail that wait on a ticket for a click (R29), for an operator who sees it.
-- Returns: array of {mail, at, operator, reason, text, documents}, oldest first.
-- Calls:   reason_text, mail_words. Writes: nothing.
create or replace function turno.ticket_held_read(p_ticket bigint, p_language text)
returns jsonb
language plpgsql stable security definer
set search_path = turno, pg_temp
as $$
begin
    return (select coalesce(jsonb_agg(jsonb_build_object('mail', m.id, 'at', m.received_at, 'operator', o.name,
        'reason', reason_text(m.reason, p_language)) || mail_words(m.id) order by m.id), '[]')
    from mail m
    cross join jsonb_array_elements(m.trace) s
    join operator o on o.id = (s ->> 'operator')::bigint
    where m.ticket_id = p_ticket and m.outcome = 'held' and s ->> 'step' = 'reply_hold');
end
$$;
comment on function turno.ticket_held_read(bigint, text) is 'Replies by mail that wait for a click (R29).';
alter function turno.ticket_held_read(bigint, text) owner to turno_gateway;
revoke execute on function turno.ticket_held_read(bigint, text) from public;
grant execute on function turno.ticket_held_read(bigint, text) to turno_act;
