-- Purpose: a mail to each contact who takes part, at his main address or else at another live one. Each
--          gets his own reply address and link.
-- Returns: number of mails put in the outbox.
-- Calls:   ticket_contacts, outbox_add. Writes: outbox.
create or replace function turno.contact_tell(p_ticket bigint, p_post bigint, p_kind text, p_only bigint default null)
returns integer
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
begin
    return (select count(turno.outbox_add(p_ticket, p_post, p_kind, x.id, null, x.address, x.language))::integer
        from (select distinct on (c.id) c.id, a.address, c.language
            from turno.ticket_contacts(p_ticket) member
            join turno.contact c on c.id = member
            join turno.address a on a.contact_id = c.id and a.dead_at is null
            where p_only is null or c.id = p_only
            order by c.id, a.is_main desc, a.id) x);
end
$$;
comment on function turno.contact_tell is 'Writes to the contacts who take part in a ticket.';
alter function turno.contact_tell owner to turno_gateway;
revoke execute on function turno.contact_tell from public;
grant execute on function turno.contact_tell to turno_act;
