-- Purpose: a row of the outbox as the command line shows it.
-- Returns: {id, ticket, post, to, kind, state, attempts, message_id, last_reply, created_at, sent_at}.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.outbox_json(p_outbox bigint)
returns jsonb
language sql stable
as $$
    select jsonb_build_object('id', o.id, 'ticket', o.ticket_id, 'post', o.post_id, 'to', o.recipient, 'kind', o.kind,
        'state', o.state, 'attempts', o.attempts, 'message_id', o.message_id, 'last_reply', o.last_reply,
        'created_at', o.created_at, 'sent_at', o.sent_at)
    from turno.outbox o where o.id = p_outbox;
$$;
comment on function turno.outbox_json is 'A row of the outbox as JSON.';
revoke execute on function turno.outbox_json from public;
grant execute on function turno.outbox_json to turno_gateway;
