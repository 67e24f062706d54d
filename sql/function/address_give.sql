-- Purpose: one address more, or one he has with another spelling or kind; his first is the main one.
-- Returns: nothing. p_kind: email, pec, or null to leave it. Refuses an address of somebody else or of a mailbox (M4).
-- Calls:   admin_refuse. Writes: address.
create or replace function turno.address_give(p_contact bigint, p_operator bigint, p_address text, p_kind text)
returns void
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_owner text;
begin
    if p_address is null or length(p_address) > 254 or p_address !~ '^[^[:cntrl:][:space:]<>]+@[^[:cntrl:][:space:]<>@]+$' then
        perform admin_refuse(format('"%s" is no mail address.', left(p_address, 300)), 'addresses');
    end if;
    select coalesce('contact ' || c.name, 'operator ' || o.login) into v_owner
    from address a left join contact c on c.id = a.contact_id left join operator o on o.id = a.operator_id
    where a.folded = lower(p_address)
        and (a.contact_id, a.operator_id) is distinct from (p_contact, p_operator);
    if found then
        perform admin_refuse(format('%s belongs to %s.', p_address, v_owner), 'addresses');
    end if;
    if exists (select from mailbox m where m.address_folded = lower(p_address)) then
        perform admin_refuse(format('%s is the address of a mailbox of the office.', p_address), 'addresses');
    end if;
    insert into address (address, contact_id, operator_id, kind, is_main)
    values (p_address, p_contact, p_operator, coalesce(p_kind, 'email'),
        not exists (select from address a where (a.contact_id = p_contact or a.operator_id = p_operator) and a.is_main))
    on conflict (folded) do update set address = excluded.address, kind = coalesce(p_kind, address.kind)
    where (address.contact_id, address.operator_id) is not distinct from (p_contact, p_operator);
    -- Somebody else was given it just now.
    if not found then
        perform admin_refuse(format('%s belongs to somebody else.', lower(p_address)), 'addresses');
    end if;
end
$$;
comment on function turno.address_give(bigint, bigint, text, text) is 'Gives a contact or an operator an address (R1).';
revoke execute on function turno.address_give(bigint, bigint, text, text) from public;
grant execute on function turno.address_give(bigint, bigint, text, text) to turno_act;
