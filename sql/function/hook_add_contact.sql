-- Purpose: a contact is to be told in the app IO (R34): subject and text, made from his view by the caller (R24); the link
--          to his ticket is made when the message goes (M33). Once per contact, event and newest row of the timeline.
--          Whom the app cannot reach, having no fiscal code, is noted as skipped, with the reason.
-- Returns: id of the call; null when the office has no app IO channel, it was queued already or the ticket is a draft.
-- Calls:   hook_contact_content, hook_queue. Writes: hook_call, hook_job; notifies turno_hook.
create or replace function turno.hook_add_contact(p_ticket bigint, p_contact bigint, p_event text, p_subject text, p_text text)
returns bigint
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_call bigint;
    v_state text;
begin
    insert into hook_call (hook_id, ticket_id, contact_id, event_seq, event, payload, state, last_error)
    select h.id, t.id, c.id, t.event_count, p_event, case when x.code is not null then jsonb_build_object('fiscal_code', x.code,
            'content', hook_contact_content(p_subject, p_text, c.language)) end,
        case when x.code is null then 'skipped' else 'queued' end,
        case when x.code is null then 'the contact has no fiscal code' end
    from hook h
    join ticket t on t.id = p_ticket and not t.is_draft
    join contact c on c.id = p_contact
    cross join lateral (select (regexp_match(c.tax_code, '^[A-Z0-9]{16}$'))[1] as code) x
    where h.kind = 'app-io' and h.is_active
    on conflict do nothing
    returning id, state into v_call, v_state;
    if v_state = 'queued' then
        perform hook_queue(v_call);
    end if;
    return v_call;
end
$$;
comment on function turno.hook_add_contact is 'Queues a message to a contact in the app IO (R34).';
alter function turno.hook_add_contact owner to turno_gateway;
revoke execute on function turno.hook_add_contact from public;
grant execute on function turno.hook_add_contact to turno_act;
