-- Purpose: a contact opens a ticket on the web (R3, R7, R30; p: category, subject, text, uploads, privacy: the version of the notice that
--          he ticked, address, latitude, longitude where the category asks for a place, form_key).
-- Returns: {ok, ticket, done: requested} or {ok: false, errors: {field: word}}; as web_opener. Twenty in an hour, then TU003.
-- Calls:   viewer_required, web_opener, form_done, contact_open_errors, throttle_take, ticket_refuse, contact_open, form_keep. Writes: what
--          those write.
create or replace function turno.act_contact_open(p jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v record;
    v_result jsonb;
    v_language text;
begin
    select * into v from viewer_required();
    v_language := web_opener();
    v_result := form_done(v.session_id, p);
    if v_result is not null then
        return v_result;
    end if;
    v_result := contact_open_errors(p, v_language);
    if v_result <> '{}' then
        return jsonb_build_object('ok', false, 'errors', v_result);
    elsif not throttle_take('open:contact:' || v.contact_id, 20, 20 / 3600.0) then
        perform ticket_refuse('You have opened many requests within an hour: please wait before the next one.');
    end if;
    return form_keep(v.session_id, p, jsonb_build_object('ok', true, 'ticket', contact_open(p, v.contact_id),
        'done', 'requested'));
end
$$;
comment on function turno.act_contact_open(jsonb) is 'A contact opens a ticket on the web (R30).';
alter function turno.act_contact_open(jsonb) owner to turno_act;
revoke execute on function turno.act_contact_open(jsonb) from public;
grant execute on function turno.act_contact_open(jsonb) to turno_web;
