-- Purpose: an administrator merges a contact into another of the same customer (R1; p: contact, that goes, into, form_key).
-- Returns: {ok, into, done: merged_contact} or {ok: false, errors: {into: unknown}}. TU002 for who is no administrator or when there is no such contact.
-- Calls:   form_again, admin_submit. Writes: what that does.
create or replace function turno.act_contact_merge(p jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_from contact;
    v_into bigint;
begin
    if form_again(p) then
        return jsonb_build_object('ok', true, 'into', p -> 'into', 'done', 'merged_contact');
    end if;
    select * into v_from from contact k where k.id = (p ->> 'contact')::bigint and k.erased_at is null and k.merged_into is null;
    if not found then
        raise exception using errcode = 'TU002', message = 'There is no such contact.';
    end if;
    select k.id into v_into from contact k where k.id = (p ->> 'into')::bigint and k.customer_id = v_from.customer_id and k.id <> v_from.id
        and k.merged_into is null and k.erased_at is null;
    if not found then
        return '{"ok": false, "errors": {"into": "unknown"}}';
    end if;
    perform admin_submit(p, 'contact', 'merge', jsonb_build_object('address', '#' || v_from.id, 'into', '#' || v_into));
    return jsonb_build_object('ok', true, 'into', v_into, 'done', 'merged_contact');
end
$$;
comment on function turno.act_contact_merge(jsonb) is 'An administrator makes one contact of two (R1).';
alter function turno.act_contact_merge(jsonb) owner to turno_act;
revoke execute on function turno.act_contact_merge(jsonb) from public;
grant execute on function turno.act_contact_merge(jsonb) to turno_web;
