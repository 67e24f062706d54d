-- Purpose: what a mail of ours answers to, so that the reader's program threads it (M32): for a contact his own
--          mails and ours to him on this ticket, for an operator our earlier mails to him on it. Certified mail also by the id
--          under which the contact knows it (M28).
-- Returns: Message-IDs without <>, oldest first, at most ten; the last is the one answered. Ids that could break
--          a header are left out.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.envelope_references(p_outbox bigint)
returns text[]
language plpgsql stable
as $$
begin
    return (select coalesce(array_agg(x.message_id order by x.at, x.is_alias, x.message_id), '{}')
        from (
            select y.message_id, y.at, y.is_alias
            from turno.outbox o
            cross join lateral (
                select m.message_id, p.at, false as is_alias from turno.post p join turno.mail m on m.id = p.mail_id
                where p.ticket_id = o.ticket_id and o.contact_id is not null and p.contact_id = o.contact_id
                and p.id <= coalesce(o.post_id, p.id)
                union
                select a.message_id, p.at, true from turno.post p join turno.message_alias a on a.mail_id = p.mail_id
                where p.ticket_id = o.ticket_id and o.contact_id is not null and p.contact_id = o.contact_id
                and p.id <= coalesce(o.post_id, p.id)
                union
                select e.message_id, e.created_at, false from turno.outbox e
                where e.ticket_id = o.ticket_id and e.id < o.id
                and (e.contact_id = o.contact_id or e.operator_id = o.operator_id)
                union
                select a.message_id, e.created_at, true from turno.outbox e join turno.message_alias a on a.outbox_id = e.id
                where e.ticket_id = o.ticket_id and e.id < o.id and e.contact_id = o.contact_id) y
            where o.id = p_outbox and y.message_id ~ '^[!-;=?-~]+@[!-;=?-~]+$' and length(y.message_id) <= 250
            order by y.at desc, y.is_alias desc, y.message_id desc limit 10) x);
end
$$;
comment on function turno.envelope_references is 'Message-IDs that a mail of ours follows (M32).';
revoke execute on function turno.envelope_references from public;
grant execute on function turno.envelope_references to turno_gateway;
