-- Purpose: somebody without credentials asks for a ticket, where web.open is anyone (R3; p: name, surname, tax_code, email, language, what
--          act_contact_open takes but files, machine: the browser's). It waits until the link in the mail to that address is opened. An
--          address of the office or of an operator gets no mail.
-- Returns: {ok, done: confirm}, the same whether the address is known, unknown or gets nothing; {ok: false, errors: {field: word}}. TU004
--          where web.open is credentials, TU003 for who is signed in, and from one machine after twenty in an hour.
-- Calls:   viewer, web_opener, ticket_refuse, request_errors, throttle_take, address_owner, request_add. Writes: web_request, outbox,
--          throttle.
create or replace function turno.request_open(p jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_language text := case p ->> 'language' when 'en' then 'en' else 'it' end;
    v_errors jsonb;
begin
    perform web_opener();
    if exists (select from viewer()) then
        perform ticket_refuse('You are signed in: write your request on your own page.');
    end if;
    v_errors := request_errors(p, v_language);
    if v_errors <> '{}' then
        return jsonb_build_object('ok', false, 'errors', v_errors);
    elsif not throttle_take('request:machine:' || left(coalesce(p ->> 'machine', ''), 64), 20, 20 / 3600.0) then
        perform ticket_refuse('Too many requests came from your connection: please wait an hour.');
    end if;
    if address_owner(p ->> 'email') in ('none', 'contact')
        and throttle_take('request:email:' || lower(p ->> 'email'), 3, 1 / 1200.0) then
        perform request_add(p, v_language);
    end if;
    return '{"ok": true, "done": "confirm"}';
end
$$;
comment on function turno.request_open(jsonb) is 'Asks for a ticket without credentials (R3).';
alter function turno.request_open(jsonb) owner to turno_act;
revoke execute on function turno.request_open(jsonb) from public;
grant execute on function turno.request_open(jsonb) to turno_web;
