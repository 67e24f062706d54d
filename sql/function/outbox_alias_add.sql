-- Purpose: another Message-ID of a mail of ours, as PEC receipts tell it (identificativo): answers cite it (M28). What is
--          no id, is known already or is of a mail without a ticket is left alone.
-- Returns: nothing.
-- Calls:   nothing. Writes: message_alias.
create or replace function turno.outbox_alias_add(p_outbox bigint, p_message_id text)
returns void
language sql volatile
as $$
    insert into turno.message_alias (message_id, ticket_id, outbox_id)
    select x.id, o.ticket_id, o.id
    from turno.outbox o, (values (p_message_id)) x(id)
    where o.id = p_outbox and o.ticket_id is not null and length(x.id) between 1 and 600
    on conflict do nothing;
$$;
comment on function turno.outbox_alias_add is 'Keeps an alias of a mail of ours (M28).';
revoke execute on function turno.outbox_alias_add from public;
grant execute on function turno.outbox_alias_add to turno_gateway;
