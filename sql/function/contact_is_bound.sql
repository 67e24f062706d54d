-- Purpose: does a contact have tickets or practices of another customer than this one (R2)? Asked for who may not see them.
-- Returns: true or false.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.contact_is_bound(p_contact bigint, p_customer bigint)
returns boolean
language sql stable security definer
set search_path = turno, pg_temp
as $$
    select exists (select from ticket t where t.contact_id = p_contact and t.customer_id <> p_customer)
        or exists (select from practice x where x.contact_id = p_contact and x.customer_id <> p_customer);
$$;
comment on function turno.contact_is_bound(bigint, bigint) is 'Whether tickets keep a contact with his customer (R2).';
alter function turno.contact_is_bound(bigint, bigint) owner to turno_gateway;
revoke execute on function turno.contact_is_bound(bigint, bigint) from public;
grant execute on function turno.contact_is_bound(bigint, bigint) to turno_act;
