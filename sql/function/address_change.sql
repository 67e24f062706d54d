-- Purpose: the members of p that change addresses: addresses (all he has from now on), pec (those of them that are certified,
--          added where missing), add_addresses, remove_addresses, main_address.
-- Returns: nothing. Refuses to leave a contact without an address, and a main one that is not his.
-- Calls:   address_assign, address_give, admin_refuse. Writes: address.
create or replace function turno.address_change(p_contact bigint, p_operator bigint, p jsonb)
returns void
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_gone text[] := array(select lower(x) from jsonb_array_elements_text(coalesce(p -> 'remove_addresses', '[]')) x);
    v_id bigint;
begin
    if p ? 'addresses' then
        perform address_assign(p_contact, p_operator, p -> 'addresses');
    end if;
    perform address_give(p_contact, p_operator, x, 'email') from jsonb_array_elements_text(coalesce(p -> 'add_addresses', '[]')) x;
    perform address_give(p_contact, p_operator, x, 'pec') from jsonb_array_elements_text(coalesce(p -> 'pec', '[]')) x;
    if exists (select from unnest(v_gone) g where not exists (select from address a where a.folded = g
            and (a.contact_id = p_contact or a.operator_id = p_operator))) then
        perform admin_refuse('An address that is to be removed is not his.', 'remove_addresses');
    end if;
    delete from address a where a.folded = any (v_gone);
    if p ? 'main_address' then
        select a.id into v_id from address a where a.folded = lower(p ->> 'main_address')
            and (a.contact_id = p_contact or a.operator_id = p_operator);
        if not found then
            perform admin_refuse(format('%s is not among his addresses.', p ->> 'main_address'), 'main_address');
        end if;
    else
        select a.id into v_id from address a where a.contact_id = p_contact or a.operator_id = p_operator
        order by a.is_main desc, a.id limit 1;
    end if;
    if v_id is null and p_contact is not null then
        perform admin_refuse('A contact needs an address.', 'addresses');
    end if;
    update address a set is_main = false
    where (a.contact_id = p_contact or a.operator_id = p_operator) and a.is_main and a.id <> v_id;
    update address a set is_main = true where a.id = v_id and not a.is_main;
end
$$;
comment on function turno.address_change(bigint, bigint, jsonb) is 'Adds, removes and chooses addresses (R1).';
revoke execute on function turno.address_change(bigint, bigint, jsonb) from public;
grant execute on function turno.address_change(bigint, bigint, jsonb) to turno_act;
