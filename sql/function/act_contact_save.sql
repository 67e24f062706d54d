-- Purpose: an administrator adds a contact or changes one (R1, R5; p: contact to change one, name, contact_language, customer: a name or #number, left
--          empty for one who is a customer himself, tax_code, vat_number, phone, notes, wants_acknowledgement, form_key; of a new one also
--          mail, is_pec).
-- Returns: {ok, contact, done: contact_added | described} or {ok: false, errors: {field: word}}. TU002 for who is no administrator or when
--          there is no such contact, TU003 when tickets keep him with his customer (R2).
-- Calls:   form_again, code_errors, address_error, customer_named, contact_is_bound, admin_submit. Writes: what that does.
create or replace function turno.act_contact_save(p jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_is_again boolean := form_again(p);
    v_old contact;
    v_customer record;
    v_errors jsonb := code_errors(p);
    v_values jsonb := jsonb_build_object('name', p -> 'name', 'language', p -> 'contact_language', 'tax_code', coalesce(p ->> 'tax_code', ''),
        'vat_number', coalesce(p ->> 'vat_number', ''), 'phone', coalesce(p ->> 'phone', ''), 'notes', coalesce(p ->> 'notes', ''),
        'wants_acknowledgement', coalesce((p ->> 'wants_acknowledgement')::boolean, false));
begin
    select * into v_old from contact k where k.id = (p ->> 'contact')::bigint and k.merged_into is null and k.erased_at is null;
    if v_old.id is null and p ? 'contact' then
        raise exception using errcode = 'TU002', message = 'There is no such contact.';
    end if;
    select * into v_customer from customer_named(p ->> 'customer', v_old.customer_id);
    v_errors := v_errors || jsonb_strip_nulls(jsonb_build_object(
        'name', case when coalesce(btrim(p ->> 'name'), '') = '' then 'empty' when length(p ->> 'name') > 200 then 'long' end,
        'contact_language', case when coalesce(p ->> 'contact_language', '') not in ('it', 'en') then 'unknown' end,
        'customer', case when coalesce(p ->> 'customer', '') <> '' then v_customer.error when v_old.id is not null then 'empty' end,
        'mail', case when v_old.id is null and not v_is_again then address_error(null, p ->> 'mail') end));
    if v_errors <> '{}' then
        return jsonb_build_object('ok', false, 'errors', v_errors);
    elsif contact_is_bound(v_old.id, v_customer.id) then
        raise exception using errcode = 'TU003', message = 'The contact has tickets or practices of his present customer: a ticket never moves to another customer.';
    end if;
    v_values := v_values || case when v_customer.id is distinct from v_old.customer_id then jsonb_build_object('customer', '#' || v_customer.id) else '{}' end
        || case when v_old.id is not null then jsonb_build_object('address', '#' || v_old.id)
            else jsonb_build_object('address', btrim(p ->> 'mail'))
                || case when (p ->> 'is_pec')::boolean then jsonb_build_object('pec', jsonb_build_array(btrim(p ->> 'mail'))) else '{}' end end;
    v_values := admin_submit(p, 'contact', case when v_old.id is null then 'add' else 'set' end, v_values);
    return jsonb_build_object('ok', true, 'contact', v_values -> 'id', 'done', case when v_old.id is null then 'contact_added' else 'described' end);
end
$$;
comment on function turno.act_contact_save(jsonb) is 'An administrator adds or changes a contact (R1).';
alter function turno.act_contact_save(jsonb) owner to turno_act;
revoke execute on function turno.act_contact_save(jsonb) from public;
grant execute on function turno.act_contact_save(jsonb) to turno_web;
