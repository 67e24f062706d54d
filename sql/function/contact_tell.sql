-- Purpose: a mail to each contact who takes part, at his main address or else at another live one. Each gets his own reply
--          address and link.
-- Returns: number of mails put in the outbox.
-- Calls:   contact_addresses, outbox_put. Writes: outbox.
create or replace function turno.contact_tell(p_ticket bigint, p_post bigint, p_kind text, p_only bigint default null)
returns integer
language sql volatile security definer
set search_path = turno, pg_temp
as $$
    select coalesce((select cardinality(turno.outbox_put(p_ticket, p_post, p_kind, x.ids, null, x.addresses, x.languages, null))
        from (select array_agg(a.contact_id) as ids, array_agg(a.address) as addresses, array_agg(a.language) as languages
            from turno.contact_addresses(p_ticket, 'mail', p_only) a) x where x.ids is not null), 0);
$$;
comment on function turno.contact_tell is 'Writes to the contacts who take part in a ticket.';
alter function turno.contact_tell owner to turno_gateway;
revoke execute on function turno.contact_tell from public;
grant execute on function turno.contact_tell to turno_act;
