-- Purpose: a webhook is to be told of an event of a ticket (R34, R36): once per webhook, event and newest row of the
--          timeline, however often it is asked for. p_payload holds what the caller has to add; what hook_payload says
--          of the ticket stands above it. p_post: the message or note in question. A draft tells nobody (R32).
-- Returns: id of the call; null when the webhook is off or not there, was told already, or the ticket is a draft.
-- Calls:   hook_payload, hook_queue. Writes: hook_call, hook_job; notifies turno_hook.
create or replace function turno.hook_add(p_hook bigint, p_ticket bigint, p_event text, p_payload jsonb default '{}',
    p_post bigint default null)
returns bigint
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_call bigint;
begin
    insert into hook_call (hook_id, ticket_id, event_seq, event, payload)
    select h.id, p_ticket, t.event_count, p_event,
        coalesce(p_payload, '{}') || hook_payload(p_ticket, p_event, t.event_count, p_post, h.with_notes)
    from hook h
    left join ticket t on t.id = p_ticket
    where h.id = p_hook and h.kind = 'webhook' and h.is_active and (p_ticket is null or t.id is not null)
        and t.is_draft is not true
    on conflict do nothing
    returning id into v_call;
    if v_call is not null then
        perform hook_queue(v_call);
    end if;
    return v_call;
end
$$;
comment on function turno.hook_add(bigint, bigint, text, jsonb, bigint) is 'Queues a call of a webhook about a ticket (R34, R36).';
alter function turno.hook_add(bigint, bigint, text, jsonb, bigint) owner to turno_gateway;
revoke execute on function turno.hook_add(bigint, bigint, text, jsonb, bigint) from public;
grant execute on function turno.hook_add(bigint, bigint, text, jsonb, bigint) to turno_act;
