-- Purpose: who wrote (M22): by address, folded, never by name. Our own mailboxes, with any detail, are
--          nobody's address (M4); an operator who is no longer active is unknown.
-- Returns: {step, kind: contact | operator | own | unknown, address, contact, customer, operator, mailbox …}.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.deliver_sender(p_mail bigint, p_evidence jsonb)
returns jsonb
language plpgsql stable
as $$
begin
    return (select jsonb_build_object('step', 'sender', 'address', x.address,
            'kind', case
                when exists (select from turno.mailbox b
                    where b.address_folded in (x.address, regexp_replace(x.address, '\+[^@]*@', '@'))) then 'own'
                when a.contact_id is not null then 'contact'
                when o.is_active then 'operator'
                else 'unknown' end,
            'contact', a.contact_id, 'customer', c.customer_id,
            'operator', case when o.is_active then o.id end, 'automatic', p_evidence ->> 'automatic')
        from (select lower(coalesce(p_evidence ->> 'from_address', '')) as address) x
        left join turno.address a on a.folded = x.address
        left join turno.contact c on c.id = a.contact_id
        left join turno.operator o on o.id = a.operator_id);
end
$$;
comment on function turno.deliver_sender is 'Finds who wrote a mail, by address (M22).';
revoke execute on function turno.deliver_sender from public;
grant execute on function turno.deliver_sender to turno_gateway;
