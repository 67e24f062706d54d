-- Purpose: mails that wait on a ticket of people who do not take part (M18), or that filters and checks hold there, for an operator who sees the
--          ticket.
-- Returns: array of {mail, at, from, name, trust, contact: {id, name} | null, reason, subject, text, documents: [{name, size}]}, oldest first.
-- Calls:   is_of_stranger, mail_proposal, reason_text. Writes: nothing.
create or replace function turno.ticket_outside_read(p_ticket bigint, p_language text)
returns jsonb
language plpgsql stable security definer
set search_path = turno, pg_temp
as $$
begin
    return (select coalesce(jsonb_agg(jsonb_build_object('mail', m.id, 'at', m.received_at, 'from', s -> 'address',
            'name', case when s ->> 'by' = 'from' then w.p ->> 'name' else '' end, 'trust', m.trust,
            'contact', (select jsonb_build_object('id', c.id, 'name', c.name) from address a join contact c on c.id = a.contact_id
                where a.folded = s ->> 'address'),
            'reason', reason_text(m.reason, p_language), 'subject', w.p ->> 'subject', 'text', w.p ->> 'text',
            'documents', (select coalesce(jsonb_agg(jsonb_build_object('name', d ->> 'name', 'size', d -> 'size')), '[]')
                from jsonb_array_elements(w.p -> 'attachments') d)) order by m.id), '[]')
    from mail m
    cross join lateral jsonb_path_query_first(m.trace, '$[*] ? (@.step == "sender")') s
    cross join lateral (select mail_proposal(m.id, p_language, false) as p) w
    where m.ticket_id = p_ticket and m.outcome = 'held' and is_of_stranger(m.trace));
end
$$;
comment on function turno.ticket_outside_read(bigint, text) is 'Mails of people who do not take part that wait on a ticket (M18).';
alter function turno.ticket_outside_read(bigint, text) owner to turno_gateway;
revoke execute on function turno.ticket_outside_read(bigint, text) from public;
grant execute on function turno.ticket_outside_read(bigint, text) to turno_act;
