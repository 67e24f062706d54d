-- Purpose: a mail to be sent to one person (M31, M32).
-- Returns: id of the row; null when that mail is there already or no mailbox can send it.
-- Calls:   outbox_put. Writes: what that writes.
create or replace function turno.outbox_add(p_ticket bigint, p_post bigint, p_kind text, p_contact bigint,
    p_operator bigint, p_recipient text, p_language text, p_detail jsonb default '{}', p_mailbox bigint default null)
returns bigint
language sql volatile security definer
set search_path = turno, pg_temp
as $$
    select (turno.outbox_put(p_ticket, p_post, p_kind, array[p_contact], array[p_operator], array[p_recipient],
        array[p_language], array[p_detail], p_mailbox))[1];
$$;
comment on function turno.outbox_add is 'Puts a mail in the outbox (M31, M32).';
alter function turno.outbox_add owner to turno_gateway;
revoke execute on function turno.outbox_add from public;
grant usage on sequence turno.outbox_id_seq to turno_gateway;
grant execute on function turno.outbox_add to turno_act;
