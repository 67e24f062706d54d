-- Purpose: an operator adds a mail in triage to a ticket that he sees (p: mail, ticket; contact, or create, or add_address, text and documents as
--          act_mail_open takes them, what is missing as the mail has it; note: as an internal note; join: the contact takes part from
--          now on; form_key).
-- Returns: {ok, ticket, done: attached} or {ok: false, errors: {field: word}}; TU002, TU003 as mail_of_triage, operator_ticket and mail_attach.
-- Calls:   mail_of_triage, form_done, operator_ticket, mail_form, mail_open_errors, contact_make, form_text, act_ids, mail_attach, ticket_target,
--          form_keep. Writes: what those write.
create or replace function turno.act_mail_attach(p jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v record;
    v_ticket record;
    v_result jsonb := form_done((select r.session_id from viewer_required() r), p);
    v_is_note boolean := coalesce((p ->> 'note')::boolean, false);
    v_form jsonb;
    v_contact bigint;
begin
    if v_result is not null then
        return v_result;
    end if;
    select * into v from mail_of_triage((p ->> 'mail')::bigint, '{triage}');
    select * into v_ticket from operator_ticket((p ->> 'ticket')::bigint);
    v_form := mail_form(p, v.language);
    v_result := mail_open_errors(v_form || '{"subject": "-"}', v.operator_id) - '{category}'::text[]
        - case when v_is_note then '{contact,name,address,customer}' else '{}' end::text[];
    if v_result <> '{}' then
        return jsonb_build_object('ok', false, 'errors', v_result);
    end if;
    v_contact := nullif(v_form ->> 'contact', '')::bigint;
    if v_is_note then
        v_contact := null;
    elsif (v_form ->> 'create')::boolean then
        v_contact := contact_make(null, coalesce(nullif(v_form ->> 'customer', '')::bigint, (select t.customer_id from ticket t
            where t.id = v_ticket.ticket_id)), v_form ->> 'name', v_form ->> 'address', v.language);
    elsif (v_form ->> 'add_address')::boolean then
        perform contact_make(v_contact, null, '', v_form ->> 'address', v.language);
    end if;
    perform mail_attach((p ->> 'mail')::bigint, v_ticket.ticket_id, v.operator_id, v_contact, form_text(v_form ->> 'text'),
        act_ids(v_form -> 'documents'), v.channel, v_is_note, coalesce((p ->> 'join')::boolean, false));
    return form_keep(v.session_id, p, jsonb_build_object('ok', true, 'done', 'attached', 'ticket', ticket_target(v_ticket.ticket_id)));
exception when unique_violation then
    return '{"ok": false, "errors": {"address": "contact"}}';
end
$$;
comment on function turno.act_mail_attach(jsonb) is 'An operator adds a mail in triage to a ticket (R31).';
alter function turno.act_mail_attach(jsonb) owner to turno_act;
revoke execute on function turno.act_mail_attach(jsonb) from public;
grant execute on function turno.act_mail_attach(jsonb) to turno_web;
