-- Purpose: whose address it is, folded.
-- Returns: {kind: own | contact | operator | unknown, contact, customer, operator}.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.address_party(p_address text)
returns jsonb
language plpgsql stable
as $$
begin
    return (select jsonb_build_object('contact', a.contact_id, 'customer', c.customer_id, 'operator', case when o.is_active then o.id end,
            'kind', case
                when exists (select from turno.mailbox b
                    where b.address_folded in (x.address, regexp_replace(x.address, '\+[^@]*@', '@'))) then 'own'
                when a.contact_id is not null then 'contact'
                when o.is_active then 'operator'
                else 'unknown' end)
        from (select lower(p_address) as address) x
        left join turno.address a on a.folded = x.address
        left join turno.contact c on c.id = a.contact_id
        left join turno.operator o on o.id = a.operator_id);
end
$$;
comment on function turno.address_party(text) is 'Whose address a mail bears (M4, M22).';
revoke execute on function turno.address_party(text) from public;
grant execute on function turno.address_party(text) to turno_gateway;
