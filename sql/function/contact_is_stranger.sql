-- Purpose: is a contact known by nothing but a mail that named him (R3)? Anybody can write in the name of a victim, so
--          mail that answers by itself must be rare and must not carry the words of that mail (M13).
-- Returns: true until the office has written to him; false for contacts that the office made.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.contact_is_stranger(p_contact bigint)
returns boolean
language plpgsql stable
as $$
begin
    -- contact_from_mail and the ticket are of one transaction, hence of one time.
    return exists (select from turno.contact c
            join turno.ticket t on t.contact_id = c.id and t.opened_at = c.created_at
            where c.id = p_contact)
        and not exists (select from turno.outbox o where o.contact_id = p_contact and o.kind = 'reply');
end
$$;
comment on function turno.contact_is_stranger is 'Whether a contact is known only by mail in his name (M13).';
revoke execute on function turno.contact_is_stranger from public;
grant execute on function turno.contact_is_stranger to turno_gateway;
