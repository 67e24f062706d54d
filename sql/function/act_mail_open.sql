-- Purpose: an operator makes a ticket of a mail that waits (R31; p: mail; contact, or create with name, address, customer (none: himself);
--          import: what is not said is as the mail has it; add_address: the address becomes the chosen contact's too; category, one of his own; subject, text, documents: places of those
--          that come along; tell: the box, off by default; form_key).
-- Returns: {ok, ticket, done: opened} or {ok: false, errors: {field: word}}; as mail_waiting.
-- Calls:   operator_who, form_done, mail_waiting, mail_form, mail_open_errors, contact_make, mail_open, describe_members, form_keep. Writes:
--          what those write.
create or replace function turno.act_mail_open(p jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v record;
    v_mail record;
    v_form jsonb := p;
    v_contact bigint;
    v_result jsonb;
begin
    select * into v from operator_who();
    v_result := form_done(v.session_id, p);
    if v_result is not null then
        return v_result;
    end if;
    select * into v_mail from mail_waiting((p ->> 'mail')::bigint);
    if (p ->> 'import')::boolean then
        v_form := mail_form(p, v.language);
    end if;
    v_result := mail_open_errors(v_form, v.operator_id);
    if v_result <> '{}' then
        return jsonb_build_object('ok', false, 'errors', v_result);
    end if;
    v_contact := nullif(v_form ->> 'contact', '')::bigint;
    if (v_form ->> 'create')::boolean then
        v_contact := contact_make(null, nullif(v_form ->> 'customer', '')::bigint, v_form ->> 'name', v_form ->> 'address', v.language);
    elsif (v_form ->> 'add_address')::boolean then
        perform contact_make(v_contact, null, '', v_form ->> 'address', v.language);
    end if;
    return form_keep(v.session_id, p, jsonb_build_object('ok', true, 'done', 'opened', 'ticket', mail_open((p ->> 'mail')::bigint,
        v.operator_id, v_contact, (v_form ->> 'category')::bigint, describe_members(v_form) ->> 'subject', form_text(v_form ->> 'text'),
        act_ids(v_form -> 'documents'), v_mail.channel, coalesce((p ->> 'tell')::boolean, false))));
exception when unique_violation then
    return '{"ok": false, "errors": {"address": "contact"}}';
end
$$;
comment on function turno.act_mail_open(jsonb) is 'An operator makes a ticket of a mail that waits (R31).';
alter function turno.act_mail_open(jsonb) owner to turno_act;
revoke execute on function turno.act_mail_open(jsonb) from public;
grant execute on function turno.act_mail_open(jsonb) to turno_web;
