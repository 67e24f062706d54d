-- Purpose: an operator has a temporary code sent to a contact, with which he chooses the password of his area (R3; p: contact, form_key). It goes to his
--          registered address, as when he asks for it himself, and counts like that: three in an hour.
-- Returns: {ok, contact, done: code_sent}; TU002 for a contact or when there is no such one, TU003 when no mail reaches him or it is too often.
-- Calls:   viewer_required, form_done, session_person, throttle_take, outbox_add, form_keep. Writes: outbox, throttle, form_key.
create or replace function turno.act_contact_code(p jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_viewer record;
    v_person record;
    v_done jsonb;
begin
    select * into v_viewer from viewer_required();
    v_done := form_done(v_viewer.session_id, p);
    if v_done is not null then
        return v_done;
    end if;
    select s.* into v_person from contact k join address a on a.contact_id = k.id and a.is_main cross join session_person(a.address) s
    where k.id = (p ->> 'contact')::bigint and v_viewer.operator_id is not null;
    if not found then
        raise exception using errcode = 'TU002', message = 'There is no such contact.';
    elsif v_person.recipient is null then
        raise exception using errcode = 'TU003', message = 'Mail reaches none of his addresses: give him another one first.';
    elsif not throttle_take('reset:person:c' || v_person.contact_id, 3, 1 / 1200.0) then
        raise exception using errcode = 'TU003', message = 'Three codes were sent to him within an hour: wait before the next one.';
    end if;
    perform outbox_add(null, null, 'password_code', v_person.contact_id, null, v_person.recipient, v_person.language);
    return form_keep(v_viewer.session_id, p, jsonb_build_object('ok', true, 'contact', v_person.contact_id, 'done', 'code_sent'));
end
$$;
comment on function turno.act_contact_code(jsonb) is 'Sends a contact a temporary code (R3).';
alter function turno.act_contact_code(jsonb) owner to turno_act;
revoke execute on function turno.act_contact_code(jsonb) from public;
grant execute on function turno.act_contact_code(jsonb) to turno_web;
