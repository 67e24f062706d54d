-- Purpose: the form that adds a mail in triage to a ticket (R31; p: mail, ticket; whose words they are, role: sender (whose address it is) | contact (of the ticket) | new (one more of
--          the customer, who takes part from now on) | note; own: the address becomes the contact's too; form_key).
-- Returns: as act_mail_attach; ticket: unknown where he sees none of that number.
-- Calls:   viewer_required, form_done, mail_of_triage, act_mail_attach. Writes: what that writes.
create or replace function turno.act_mail_add(p jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_ticket bigint := (p ->> 'ticket')::bigint;
    v_result jsonb := form_done((select r.session_id from viewer_required() r), p);
begin
    if v_result is not null then
        return v_result;
    end if;
    perform mail_of_triage((p ->> 'mail')::bigint, '{triage}');
    if not exists (select from ticket t where t.id = v_ticket) then
        return jsonb_build_object('ok', false, 'errors', jsonb_build_object('ticket', case when v_ticket is null then 'empty' else 'unknown' end));
    end if;
    v_result := act_mail_attach(jsonb_strip_nulls(jsonb_build_object('mail', p -> 'mail', 'ticket', v_ticket, 'form_key', p -> 'form_key',
        'note', p ->> 'role' = 'note', 'create', p ->> 'role' = 'new', 'join', p ->> 'role' = 'new',
        'add_address', p ->> 'role' = 'contact' and coalesce((p ->> 'own')::boolean, false),
        'contact', case when p ->> 'role' = 'contact' then (select t.contact_id from ticket t where t.id = v_ticket) end)));
    return case when (v_result ->> 'ok')::boolean then v_result else jsonb_build_object('ok', false, 'errors',
        jsonb_build_object('role', coalesce(v_result #> '{errors,contact}', v_result #> '{errors,address}', v_result #> '{errors,name}', v_result #> '{errors,text}'))) end;
end
$$;
comment on function turno.act_mail_add(jsonb) is 'An operator adds a mail in triage to a ticket by the form of the web (R31).';
alter function turno.act_mail_add(jsonb) owner to turno_act;
revoke execute on function turno.act_mail_add(jsonb) from public;
grant execute on function turno.act_mail_add(jsonb) to turno_web;
