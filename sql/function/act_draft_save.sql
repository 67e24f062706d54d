-- Purpose: an operator keeps a ticket as a draft (R32; p as act_open takes it; ticket: a draft that he sees is written anew as a whole,
--          remove: files of it that go). Operators who see its category see it, its contact does not, nothing is sent.
-- Returns: {ok, ticket, done: drafted} or {ok: false, errors: {field: word}}. TU002; TU003 when it was sent already.
-- Calls:   operator_who, form_done, operator_ticket, reply_lock_guard, open_errors, ticket_open, open_mailbox, describe_members,
--          draft_write, form_keep. Writes: ticket, ticket_draft, attachment, event, form_key.
create or replace function turno.act_draft_save(p jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v record;
    v_result jsonb;
    v_ticket bigint := (p ->> 'ticket')::bigint;
    v_contact bigint := nullif(p ->> 'contact', '')::bigint;
    v_customer bigint := coalesce((select c.customer_id from contact c where c.id = v_contact), nullif(p ->> 'customer', '')::bigint);
    v_draft jsonb;
begin
    select * into v from operator_who();
    v_result := form_done(v.session_id, p);
    if v_result is not null then
        return v_result;
    elsif v_ticket is not null then
        perform operator_ticket(v_ticket);
        perform reply_lock_guard(v_ticket, v.operator_id, true);
    end if;
    v_result := open_errors(p, v.operator_id, true);
    if v_result ->> 'contact' is null and exists (select from ticket t where t.id = v_ticket and t.customer_id <> v_customer) then
        v_result := v_result || '{"contact": "other_customer"}';
    end if;
    if v_result <> '{}' then
        return jsonb_build_object('ok', false, 'errors', v_result);
    end if;
    v_draft := jsonb_build_object('contact', v_contact, 'category', p -> 'category', 'priority', nullif(p ->> 'priority', ''),
        'channel', coalesce(nullif(p ->> 'channel', ''), 'desk'), 'text', form_text(p ->> 'text'), 'note', form_text(p ->> 'note'),
        'pass_turn', p -> 'pass_turn', 'close', p -> 'close') || describe_members(jsonb_build_object('subject', '') || p);
    v_draft := v_draft || jsonb_build_object('mailbox', open_mailbox(v_draft ->> 'channel', (p ->> 'category')::bigint));
    v_ticket := coalesce(v_ticket, ticket_open(v_customer, v_contact, (p ->> 'category')::bigint, v_draft ->> 'subject',
        v_draft ->> 'channel', null, 'opened', 'operator', v.operator_id));
    perform draft_write(v_ticket, v.operator_id, v_draft, act_ids(p -> 'uploads'), act_ids(p -> 'remove'));
    return form_keep(v.session_id, p, jsonb_build_object('ok', true, 'ticket', v_ticket, 'done', 'drafted'));
exception when unique_violation then
    return '{"ok": false, "errors": {"reference": "taken"}}';
end
$$;
comment on function turno.act_draft_save(jsonb) is 'An operator keeps a ticket as a draft (R32).';
alter function turno.act_draft_save(jsonb) owner to turno_act;
revoke execute on function turno.act_draft_save(jsonb) from public;
grant execute on function turno.act_draft_save(jsonb) to turno_web;
