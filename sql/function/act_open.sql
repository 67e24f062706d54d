-- Purpose: an operator opens a ticket (R30; p: contact, or customer and no contact: all of the customer; category, one of his own;
--          subject, text, uploads, note, priority, channel (desk), pass_turn (true), close (R19), form_key, and what act_describe takes of
--          reference, timing, due_on, address, latitude, longitude). With draft it is act_draft_save.
-- Returns: {ok, ticket, done: opened | closed} or {ok: false, errors: {field: word}}. TU002 when he is no operator.
-- Calls:   operator_who, form_done, act_draft_save, open_errors, open_event, ticket_open, open_mailbox, describe_members,
--          ticket_describe, ticket_begin, form_keep. Writes: ticket, post, event, outbox, form_key.
create or replace function turno.act_open(p jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v record;
    v_result jsonb;
    v_channel text := coalesce(nullif(p ->> 'channel', ''), 'desk');
    v_contact bigint := nullif(p ->> 'contact', '')::bigint;
    v_event text := open_event(form_text(p ->> 'text') <> '' or act_ids(p -> 'uploads') <> '{}', (p ->> 'pass_turn')::boolean);
    v_closes boolean := coalesce((p ->> 'close')::boolean, false);
    v_ticket bigint;
begin
    select * into v from operator_who();
    v_result := form_done(v.session_id, p);
    if v_result is not null then
        return v_result;
    elsif (p ->> 'draft')::boolean then
        return act_draft_save(p - 'draft' - 'ticket');
    end if;
    v_result := open_errors(p - 'ticket', v.operator_id, false);
    if v_result <> '{}' then
        return jsonb_build_object('ok', false, 'errors', v_result);
    end if;
    v_ticket := ticket_open(coalesce((select c.customer_id from contact c where c.id = v_contact), (p ->> 'customer')::bigint), v_contact,
        (p ->> 'category')::bigint, describe_members(p) ->> 'subject', v_channel, open_mailbox(v_channel, (p ->> 'category')::bigint),
        v_event, 'operator', v.operator_id, nullif(p ->> 'priority', '')::bigint);
    perform ticket_describe(v_ticket, describe_members(p) - 'subject', 'operator', v.operator_id, v.channel);
    perform ticket_begin(v_ticket, v_event, v.operator_id, v.channel, form_text(p ->> 'text'), act_ids(p -> 'uploads'),
        form_text(p ->> 'note'), v_closes);
    return form_keep(v.session_id, p, jsonb_build_object('ok', true, 'ticket', v_ticket,
        'done', case when v_closes then 'closed' else 'opened' end));
exception when unique_violation then
    return '{"ok": false, "errors": {"reference": "taken"}}';
end
$$;
comment on function turno.act_open(jsonb) is 'An operator opens a ticket (R16, R19, R30, R32).';
alter function turno.act_open(jsonb) owner to turno_act;
revoke execute on function turno.act_open(jsonb) from public;
grant execute on function turno.act_open(jsonb) to turno_web;
