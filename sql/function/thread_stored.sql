-- Purpose: tickets that a mail may belong to because it answers a mail that we hold (M16 (3)): one that came, one that we sent,
--          or one that a provider or, of certified mail, its sender calls otherwise. Whoever wrote a mail chose its id, so that only
--          what the contact takes part in counts, and of many mails that bear one id no more than fifty are looked at.
-- Returns: rows of ticket and the place of the id that named it; none for no contact.
-- Calls:   evidence_cited, ticket_has_contact, ticket_target. Writes: nothing.
create or replace function turno.thread_stored(p_evidence jsonb, p_contact bigint)
returns table (ticket_id bigint, n bigint)
language plpgsql stable
as $$
#variable_conflict use_column
begin
    return query
    select distinct x.ticket_id, c.n
    from turno.evidence_cited(p_evidence) c
    cross join lateral (
        (select m.ticket_id from turno.mail m where m.message_id = c.message_id and m.ticket_id is not null limit 50)
        union all
        select o.ticket_id from turno.outbox o where o.message_id = c.message_id and o.ticket_id is not null
        union all
        (select a.ticket_id from turno.message_alias a where a.message_id = c.message_id limit 50)) x
    where turno.ticket_has_contact(turno.ticket_target(x.ticket_id), p_contact);
end
$$;
comment on function turno.thread_stored is 'Tickets of the stored mails that a contact''s mail answers (M16).';
revoke execute on function turno.thread_stored from public;
grant execute on function turno.thread_stored to turno_gateway;
