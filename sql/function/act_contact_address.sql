-- Purpose: an administrator changes the addresses of a contact (R1; p: contact, action, mail, form_key; for add is_pec): add, remove, main: mails go
--          there from now on, pec: it is a certified one, alive: mail arrives there again (M12).
-- Returns: {ok, contact, done: described} or {ok: false, errors: {mail: word}}. TU002 for who is no administrator or when there is no
--          such contact or address of his, TU003 for the last one.
-- Calls:   form_again, admin_required, address_error, admin_log_add, admin_submit, form_keep. Writes: address, admin_log, form_key and what
--          admin_submit does.
create or replace function turno.act_contact_address(p jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_viewer record;
    v_contact bigint := (select k.id from contact k where k.id = (p ->> 'contact')::bigint and k.merged_into is null and k.erased_at is null);
    v_mail text := btrim(coalesce(p ->> 'mail', ''));
    v_result jsonb := jsonb_build_object('ok', true, 'contact', v_contact, 'done', 'described');
    v_error text;
    v_change jsonb;
begin
    if form_again(p) then
        return v_result;
    end if;
    v_change := case p ->> 'action'
        when 'add' then jsonb_build_object(case when (p ->> 'is_pec')::boolean then 'pec' else 'add_addresses' end, jsonb_build_array(v_mail))
        when 'remove' then jsonb_build_object('remove_addresses', jsonb_build_array(v_mail))
        when 'main' then jsonb_build_object('main_address', v_mail)
        when 'pec' then jsonb_build_object('pec', jsonb_build_array(v_mail))
        when 'alive' then '{}' end;
    if v_contact is null or v_change is null or (p ->> 'action' <> 'add'
            and not exists (select from address a where a.contact_id = v_contact and a.folded = lower(v_mail))) then
        raise exception using errcode = 'TU002', message = 'There is no such address.';
    elsif p ->> 'action' = 'add' then
        v_error := address_error(v_contact, v_mail);
        if v_error is not null then
            return jsonb_build_object('ok', false, 'errors', jsonb_build_object('mail', v_error));
        end if;
    elsif p ->> 'action' = 'remove' and not exists (select from address a where a.contact_id = v_contact and a.folded <> lower(v_mail)) then
        raise exception using errcode = 'TU003', message = 'A contact needs an address.';
    elsif p ->> 'action' = 'alive' then
        update address a set dead_at = null, dead_reason = null where a.contact_id = v_contact and a.folded = lower(v_mail);
        select * into v_viewer from admin_required();
        perform admin_log_add(v_viewer.operator_id, 'contact', 'set', '#' || v_contact, '{"alive": true}');
        return form_keep(v_viewer.session_id, p, v_result);
    end if;
    perform admin_submit(p, 'contact', 'set', v_change || jsonb_build_object('address', '#' || v_contact));
    return v_result;
end
$$;
comment on function turno.act_contact_address(jsonb) is 'An administrator changes the addresses of a contact (R1).';
alter function turno.act_contact_address(jsonb) owner to turno_act;
revoke execute on function turno.act_contact_address(jsonb) from public;
grant execute on function turno.act_contact_address(jsonb) to turno_web;
