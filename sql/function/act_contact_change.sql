-- Purpose: an administrator sets the contact of a ticket that he sees (p: ticket, contact – none: all of the customer –, form_key) (R2).
-- Returns: {ok, ticket, done: contact}; {ok: false, errors: {contact: unknown}}. TU002; TU003 when he is no administrator, something
--          was sent to the contact or written by him, or it is another customer's contact.
-- Calls:   viewer_required, form_done, operator_ticket, ticket_refuse, reply_lock_guard, ticket_contact_set, form_keep. Writes: what
--          ticket_contact_set writes, form_key.
create or replace function turno.act_contact_change(p jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v record;
    v_contact bigint := nullif(p ->> 'contact', '')::bigint;
    v_done jsonb := form_done((select r.session_id from viewer_required() r), p);
begin
    if v_done is not null then
        return v_done;
    end if;
    select * into v from operator_ticket((p ->> 'ticket')::bigint);
    if not v.is_admin then
        perform ticket_refuse('Only an administrator changes the contact of a ticket.');
    end if;
    perform reply_lock_guard(v.ticket_id, v.operator_id);
    if v_contact is not null and not exists (select from contact c where c.id = v_contact) then
        return '{"ok": false, "errors": {"contact": "unknown"}}';
    end if;
    perform ticket_contact_set(v.ticket_id, v_contact, v.operator_id, v.channel);
    return form_keep(v.session_id, p, jsonb_build_object('ok', true, 'ticket', v.ticket_id, 'done', 'contact'));
end
$$;
comment on function turno.act_contact_change(jsonb) is 'Changes the contact of a ticket before anything passed (R2).';
alter function turno.act_contact_change(jsonb) owner to turno_act;
revoke execute on function turno.act_contact_change(jsonb) from public;
grant execute on function turno.act_contact_change(jsonb) to turno_web;
