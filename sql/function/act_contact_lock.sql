-- Purpose: an administrator takes a contact's password away (R3; p: contact, form_key): his sessions end; his links and mails stay as they are.
-- Returns: {ok, contact, done: described}; TU002 for who is no administrator or when there is no such contact.
-- Calls:   form_again, admin_submit. Writes: what that does.
create or replace function turno.act_contact_lock(p jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
begin
    if form_again(p) then
        return jsonb_build_object('ok', true, 'contact', p -> 'contact', 'done', 'described');
    elsif not exists (select from contact k where k.id = (p ->> 'contact')::bigint and k.merged_into is null and k.erased_at is null) then
        raise exception using errcode = 'TU002', message = 'There is no such contact.';
    end if;
    perform admin_submit(p, 'contact', 'set', jsonb_build_object('address', '#' || (p ->> 'contact'), 'password', null));
    return jsonb_build_object('ok', true, 'contact', p -> 'contact', 'done', 'described');
end
$$;
comment on function turno.act_contact_lock(jsonb) is 'Takes the password of a contact away (R3).';
alter function turno.act_contact_lock(jsonb) owner to turno_act;
revoke execute on function turno.act_contact_lock(jsonb) from public;
grant execute on function turno.act_contact_lock(jsonb) to turno_web;
