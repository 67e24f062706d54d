-- Purpose: addresses as the administration names them; marks of dead ones that stay are kept.
-- Returns: nothing. Refuses an address of somebody else or of a mailbox (M4).
-- Calls:   address_give. Writes: address.
create or replace function turno.address_assign(p_contact bigint, p_operator bigint, p_addresses jsonb)
returns void
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_address text;
    v_first boolean := true;
begin
    update address a set is_main = false
    where a.contact_id = p_contact or a.operator_id = p_operator;
    delete from address a
    where (a.contact_id = p_contact or a.operator_id = p_operator)
        and a.folded not in (select lower(x) from jsonb_array_elements_text(p_addresses) x);
    for v_address in select x from jsonb_array_elements_text(p_addresses) with ordinality l(x, n) order by l.n loop
        perform address_give(p_contact, p_operator, v_address, null);
        if v_first then
            update address a set is_main = true where a.folded = lower(v_address);
        end if;
        v_first := false;
    end loop;
end
$$;
comment on function turno.address_assign(bigint, bigint, jsonb) is 'Gives a contact or an operator exactly these addresses, the first as the main one (R1).';
revoke execute on function turno.address_assign(bigint, bigint, jsonb) from public;
grant execute on function turno.address_assign(bigint, bigint, jsonb) to turno_act;
