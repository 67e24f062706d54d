-- Purpose: whoever reads the mail to an address confirms it (p: token): the ticket is opened for the contact whose address it is, or for a
--          new one, and he enters as by the ticket's link (R3, R30).
-- Returns: {ok, ticket, token: of his session}, or {ok: false} when the link does not confirm.
-- Calls:   request_find, address_owner, contact_make, contact_open, request_done, session_new. Writes: what those write.
create or replace function turno.request_confirm(p jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v record;
    v_owner text;
    v_contact bigint;
    v_ticket bigint;
begin
    select * into v from request_find(p ->> 'token');
    v_owner := address_owner(v.address);
    if v.id is null or v_owner not in ('none', 'contact') then
        return '{"ok": false}';
    end if;
    v_contact := case v_owner when 'contact' then (select a.contact_id from address a where a.folded = lower(v.address))
        else contact_make(null, null, v.name, v.address, v.language) end;
    v_ticket := contact_open(v.form, v_contact);
    perform request_done(v.id, v_ticket, v_contact, v_owner = 'none');
    return jsonb_build_object('ok', true, 'ticket', v_ticket, 'token', session_new(null, v_contact, v_ticket));
end
$$;
comment on function turno.request_confirm(jsonb) is 'Confirms an address and opens the ticket (R3).';
alter function turno.request_confirm(jsonb) owner to turno_act;
revoke execute on function turno.request_confirm(jsonb) from public;
grant execute on function turno.request_confirm(jsonb) to turno_web;
