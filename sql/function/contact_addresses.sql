-- Purpose: where the contacts who take part in a ticket are written to: by mail at the main address or else at another live
--          one, by pec at the certified one; on a ticket of a certified mailbox at the certified one too, if he has one (R1, R34, M12, M29).
-- Returns: contact_id, address, language; each contact once, without those whom no live address reaches; nobody for a draft or
--          a deleted ticket (R27, R32).
-- Calls:   ticket_contacts. Writes: nothing.
create or replace function turno.contact_addresses(p_ticket bigint, p_channel text, p_only bigint default null)
returns table (contact_id bigint, address text, language text)
language sql stable
as $$
    select distinct on (c.id) c.id, a.address, c.language
    from turno.ticket t
    cross join turno.ticket_contacts(t.id) member
    join turno.contact c on c.id = member
    join turno.address a on a.contact_id = c.id and a.dead_at is null and (p_channel = 'mail' or a.kind = p_channel)
    left join turno.mailbox b on b.id = t.mailbox_id
    where t.id = p_ticket and not t.is_draft and t.deleted_at is null and (p_only is null or c.id = p_only)
    order by c.id, coalesce(b.kind = 'pec', false) and a.kind = 'pec' desc, a.is_main desc, a.id;
$$;
comment on function turno.contact_addresses is 'Live addresses of the contacts of a ticket, one each (M12, R34).';
revoke execute on function turno.contact_addresses from public;
grant execute on function turno.contact_addresses to turno_gateway;
