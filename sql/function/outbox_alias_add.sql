-- Purpose: another Message-ID under which a mail of ours is known (M28); the first who claims one has it.
-- Returns: nothing.
-- Calls:   nothing. Writes: outbox_alias.
create or replace function turno.outbox_alias_add(p_outbox bigint, p_message_id text)
returns void
language sql volatile
as $$
    insert into turno.outbox_alias (message_id, outbox_id)
    select left(p_message_id, 600), p_outbox where p_message_id <> '' on conflict do nothing;
$$;
comment on function turno.outbox_alias_add is 'Keeps an alias of a mail of ours (M28).';
revoke execute on function turno.outbox_alias_add from public;
grant execute on function turno.outbox_alias_add to turno_gateway;
