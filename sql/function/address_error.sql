-- Purpose: what is wrong with an address that a contact is to have (R1); p_contact is null for a new one.
-- Returns: null, empty, address, owned (by somebody else), or office (it is a mailbox's, M4).
-- Calls:   nothing. Writes: nothing.
create or replace function turno.address_error(p_contact bigint, p_address text)
returns text
language sql stable
set search_path = turno, pg_temp
as $$
    select case when x.address = '' then 'empty'
        when length(x.address) > 254 or x.address !~ '^[^[:cntrl:][:space:]<>]+@[^[:cntrl:][:space:]<>@]+$' then 'address'
        when exists (select from address a where a.folded = x.address and a.contact_id is distinct from p_contact) then 'owned'
        when exists (select from mailbox m where m.address_folded = x.address) then 'office' end
    from (select lower(btrim(coalesce(p_address, ''))) as address) x;
$$;
comment on function turno.address_error(bigint, text) is 'What is wrong with an address for a contact (R1).';
revoke execute on function turno.address_error(bigint, text) from public;
grant execute on function turno.address_error(bigint, text) to turno_act;
