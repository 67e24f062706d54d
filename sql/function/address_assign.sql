-- Purpose: addresses as the administration names them; marks of dead ones that stay are kept.
-- Returns: nothing. Refuses an address of somebody else or of a mailbox (M4).
-- Calls:   admin_refuse. Writes: address.
create or replace function turno.address_assign(p_contact bigint, p_operator bigint, p_addresses jsonb)
returns void
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_address text;
    v_owner text;
    v_first boolean := true;
begin
    update address a set is_main = false
    where a.contact_id = p_contact or a.operator_id = p_operator;
    delete from address a
    where (a.contact_id = p_contact or a.operator_id = p_operator)
        and a.folded not in (select lower(x) from jsonb_array_elements_text(p_addresses) x);
    for v_address in select x from jsonb_array_elements_text(p_addresses) with ordinality l(x, n) order by l.n loop
        if v_address !~ '^[^[:cntrl:][:space:]<>]+@[^[:cntrl:][:space:]<>@]+$' then
            perform admin_refuse(format('"%s" is no mail address.', v_address));
        end if;
        select coalesce('contact ' || c.name, 'operator ' || o.login) into v_owner
        from address a left join contact c on c.id = a.contact_id left join operator o on o.id = a.operator_id
        where a.folded = lower(v_address)
            and (a.contact_id, a.operator_id) is distinct from (p_contact, p_operator);
        if found then
            perform admin_refuse(format('%s belongs to %s.', v_address, v_owner));
        end if;
        if exists (select from mailbox m where m.address_folded = lower(v_address)) then
            perform admin_refuse(format('%s is the address of a mailbox of the office.', v_address));
        end if;
        insert into address (address, contact_id, operator_id, is_main)
        values (v_address, p_contact, p_operator, v_first)
        on conflict (folded) do update set address = excluded.address, is_main = excluded.is_main;
        v_first := false;
    end loop;
end
$$;
comment on function turno.address_assign(bigint, bigint, jsonb) is 'Gives a contact or an operator exactly these addresses, the first as the main one (R1).';
revoke execute on function turno.address_assign(bigint, bigint, jsonb) from public;
