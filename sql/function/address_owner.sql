-- Purpose: whose address is this (R1, M4)?
-- Returns: contact, operator, office (one of its mailboxes, with any detail), bad (no address that mail could go to), or none.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.address_owner(p_address text)
returns text
language sql stable
set search_path = turno, pg_temp
as $$
    select case
        when length(x.folded) > 254 or x.folded !~ '^[^[:cntrl:][:space:]<>]+@[^[:cntrl:][:space:]<>@]+$' then 'bad'
        when exists (select from mailbox b where lower(b.address) in (x.folded, regexp_replace(x.folded, '\+[^@]*@', '@'))) then 'office'
        else coalesce((select case when a.contact_id is not null then 'contact' else 'operator' end
            from address a where a.folded = x.folded), 'none') end
    from (select lower(coalesce(p_address, '')) as folded) x;
$$;
comment on function turno.address_owner(text) is 'Whose an address is (R1).';
alter function turno.address_owner(text) owner to turno_act;
revoke execute on function turno.address_owner(text) from public;
grant execute on function turno.address_owner(text) to turno_gateway;
