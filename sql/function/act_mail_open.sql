-- Purpose: an operator makes a ticket of a mail that waits (R31; p: mail; contact, or create with name, address, customer (none: himself);
--          add_address: the address becomes the chosen contact's too; category, one of his own; subject, text, documents: places of those
--          that come along; tell: the box, off by default; form_key).
-- Returns: {ok, ticket, done: opened} or {ok: false, errors: {field: word}}; as mail_waiting.
-- Calls:   operator_who, form_done, mail_waiting, mail_open_errors, contact_make, mail_open, describe_members, form_keep. Writes:
--          what those write.
create or replace function turno.act_mail_open(p jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v record;
    v_mail record;
    v_contact bigint := nullif(p ->> 'contact', '')::bigint;
    v_result jsonb;
begin
    select * into v from operator_who();
    v_result := form_done(v.session_id, p);
    if v_result is not null then
        return v_result;
    end if;
    select * into v_mail from mail_waiting((p ->> 'mail')::bigint);
    v_result := mail_open_errors(p, v.operator_id);
    if v_result <> '{}' then
        return jsonb_build_object('ok', false, 'errors', v_result);
    end if;
    if (p ->> 'create')::boolean then
        v_contact := contact_make(null, nullif(p ->> 'customer', '')::bigint, p ->> 'name', p ->> 'address', v.language);
    elsif (p ->> 'add_address')::boolean then
        perform contact_make(v_contact, null, '', p ->> 'address', v.language);
    end if;
    return form_keep(v.session_id, p, jsonb_build_object('ok', true, 'done', 'opened', 'ticket', mail_open((p ->> 'mail')::bigint,
        v.operator_id, v_contact, (p ->> 'category')::bigint, describe_members(p) ->> 'subject', form_text(p ->> 'text'),
        act_ids(p -> 'documents'), v_mail.channel, coalesce((p ->> 'tell')::boolean, false))));
exception when unique_violation then
    return '{"ok": false, "errors": {"address": "contact"}}';
end
$$;
comment on function turno.act_mail_open(jsonb) is 'An operator makes a ticket of a mail that waits (R31).';
alter function turno.act_mail_open(jsonb) owner to turno_act;
revoke execute on function turno.act_mail_open(jsonb) from public;
grant execute on function turno.act_mail_open(jsonb) to turno_web;
