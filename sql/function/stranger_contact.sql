-- Purpose: as whom a held mail is taken in (M18; p_take: as stranger_take): the contact whose address it comes from, else p_contact, who gets
--          the address where p_gives says so, else a new one, a customer of his own (R3).
-- Returns: id of the contact; TU003 when there is nobody it could be.
-- Calls:   address_owner, contact_make, contact_from_mail, ticket_refuse. Writes: customer, contact, address.
create or replace function turno.stranger_contact(p_take jsonb, p_contact bigint, p_gives boolean)
returns bigint
language plpgsql volatile
as $$
declare
    v_address text := p_take ->> 'address';
    v_owner text := turno.address_owner(v_address);
    v_known bigint := (select a.contact_id from turno.address a where a.folded = v_address);
begin
    if v_known is not null and p_contact is not null and v_known <> p_contact then
        perform turno.ticket_refuse(format('%s is another contact''s address: merge the two, or leave the contact out.', v_address));
    elsif v_owner in ('operator', 'office') then
        perform turno.ticket_refuse(format('%s is an address of the office: discard this mail.', v_address));
    elsif v_owner = 'bad' and p_contact is null then
        perform turno.ticket_refuse('This mail names no address of a sender: name the contact.');
    elsif v_owner = 'none' and p_contact is not null and p_gives then
        return turno.contact_make(p_contact, null, '', v_address, p_take ->> 'language');
    end if;
    return coalesce(v_known, p_contact, turno.contact_from_mail(p_take -> 'evidence', p_take ->> 'language'));
end
$$;
comment on function turno.stranger_contact is 'As whom a held mail is taken in (M18).';
revoke execute on function turno.stranger_contact from public;
grant execute on function turno.stranger_contact to turno_gateway;
