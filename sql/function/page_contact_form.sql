-- Purpose: the form of a contact for an administrator (p: contact to change one; customer: whose user a new one is to be; language).
-- Returns: {number, name, values: {name, contact_language, customer, tax_code, vat_number, phone, notes, wants_acknowledgement}, languages}. TU002 when there is no such
--          contact or customer, or for who is no administrator.
-- Calls:   viewer, contact_card. Writes: nothing.
create or replace function turno.page_contact_form(p jsonb)
returns jsonb
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v_card jsonb := contact_card((p ->> 'contact')::bigint);
    v_customer bigint := (p ->> 'customer')::bigint;
begin
    if not coalesce((select v.is_admin from viewer() v), false) or (p ? 'contact' and (v_card is null
            or v_card ->> 'erased_at' is not null or v_card -> 'merged_into' <> 'null'))
        or (v_customer is not null and not exists (select from customer u where u.id = v_customer)) then
        raise exception using errcode = 'TU002', message = 'There is no such contact.';
    end if;
    return jsonb_build_object('number', v_card -> 'number', 'name', v_card -> 'name', 'languages', '["it", "en"]'::jsonb, 'values', coalesce(v_card - 'customer', '{}')
        || case when v_card is null then jsonb_build_object('contact_language', p -> 'language', 'wants_acknowledgement', true)
            else jsonb_build_object('contact_language', v_card -> 'language') end
        || jsonb_build_object('customer', (select case when exists (select from customer o where lower(o.name) = lower(u.name) and o.id <> u.id)
                then '#' || u.id else u.name end
            from customer u where u.id = coalesce(v_customer, (v_card #>> '{customer,number}')::bigint))));
end
$$;
comment on function turno.page_contact_form(jsonb) is 'The form of a contact (R1).';
revoke execute on function turno.page_contact_form(jsonb) from public;
grant execute on function turno.page_contact_form(jsonb) to turno_web;
