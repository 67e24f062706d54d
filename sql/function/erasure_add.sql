-- Purpose: log what an erasure took, without a word of it: the office must be able to show that it was done (R39).
-- Returns: nothing. p_kind: contact, ticket, mail.
-- Calls:   nothing. Writes: erasure.
create or replace function turno.erasure_add(p_kind text, p_reason text, p_counts jsonb, p_actor_kind text, p_actor bigint,
    p_contact bigint default null)
returns void
language sql volatile
set search_path = turno, pg_temp
as $$
    insert into erasure (kind, reason, contact_id, operator_id, tickets, posts, events, documents, mails, blobs, bytes)
    select p_kind, p_reason, p_contact, case when p_actor_kind = 'operator' then p_actor end, coalesce(c.tickets, 0),
        coalesce(c.posts, 0), coalesce(c.events, 0), coalesce(c.documents, 0), coalesce(c.mails, 0), coalesce(c.blobs, 0),
        coalesce(c.bytes, 0)
    from jsonb_to_record(p_counts) c(tickets bigint, posts bigint, events bigint, documents bigint, mails bigint,
        blobs bigint, bytes bigint);
$$;
comment on function turno.erasure_add(text, text, jsonb, text, bigint, bigint) is 'Logs an erasure (R39).';
revoke execute on function turno.erasure_add(text, text, jsonb, text, bigint, bigint) from public;
grant execute on function turno.erasure_add(text, text, jsonb, text, bigint, bigint) to turno_gateway;
