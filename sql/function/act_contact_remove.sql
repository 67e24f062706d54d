-- Purpose: an administrator removes a contact with whom nothing passed (R13; p: contact, form_key).
-- Returns: {ok, done: removed}; TU002 for who is no administrator or when there is no such contact, TU003 when something did.
-- Calls:   form_again, admin_submit. Writes: what that does.
create or replace function turno.act_contact_remove(p jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
begin
    if form_again(p) then
        return '{"ok": true, "done": "removed"}';
    elsif not exists (select from contact k where k.id = (p ->> 'contact')::bigint and k.merged_into is null and k.erased_at is null) then
        raise exception using errcode = 'TU002', message = 'There is no such contact.';
    end if;
    perform admin_submit(p, 'contact', 'remove', jsonb_build_object('address', '#' || (p ->> 'contact')),
        p_refusal => 'Something passed with this contact already: merge him with another, or erase what is kept of him.');
    return '{"ok": true, "done": "removed"}';
end
$$;
comment on function turno.act_contact_remove(jsonb) is 'An administrator removes a contact (R13).';
alter function turno.act_contact_remove(jsonb) owner to turno_act;
revoke execute on function turno.act_contact_remove(jsonb) from public;
grant execute on function turno.act_contact_remove(jsonb) to turno_web;
