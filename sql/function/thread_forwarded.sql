-- Purpose: whose mail does somebody forward who is not its recipient (M19)? A mail of ours, by a Message-ID of ours or by the signed
--          token in its subject, which only a contact of that ticket was sent.
-- Returns: the ticket (p_ticket when our signed Message-ID named it already); null when nothing is forwarded or it is none of ours.
-- Calls:   evidence_cited, cited_outbox, ticket_target, ticket_contacts, token_check. Writes: nothing.
create or replace function turno.thread_forwarded(p_evidence jsonb, p_ticket bigint)
returns bigint
language plpgsql stable
as $$
begin
    if not coalesce((p_evidence #>> '{forwarded,is_forwarded}')::boolean, false) then
        return null;
    end if;
    return (select t.id
        from (select p_ticket as ticket, 1 as rank, 1::bigint as n where p_ticket is not null
            union all
            select o.ticket_id, 2, c.n from turno.evidence_cited(p_evidence) c
            join turno.outbox o on o.id = turno.cited_outbox(c.message_id)
            union all
            select (s ->> 'ticket')::bigint, 3, n
            from jsonb_array_elements(coalesce(p_evidence #> '{tokens,subject}', '[]')) with ordinality x(s, n)
            where n <= 3 and exists (
                select from (select k.id from turno.ticket_contacts((s ->> 'ticket')::bigint) k(id) limit 50) k
                where turno.token_check('subject', 'c', (s ->> 'ticket')::bigint, k.id, (s ->> 'key')::bigint, s ->> 'mac'))) y
        join turno.ticket t on t.id = turno.ticket_target(y.ticket) and t.deleted_at is null
        order by y.rank, y.n limit 1);
end
$$;
comment on function turno.thread_forwarded is 'The ticket whose mail a stranger forwards (M19).';
revoke execute on function turno.thread_forwarded from public;
grant execute on function turno.thread_forwarded to turno_gateway;
