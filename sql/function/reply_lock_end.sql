-- Purpose: an operator has sent his reply or leaves the reply box: his lock ends, another's stays (R28).
-- Returns: nothing.
-- Calls:   nothing. Writes: reply_lock.
create or replace function turno.reply_lock_end(p_ticket bigint, p_operator bigint)
returns void
language sql volatile security definer
set search_path = turno, pg_temp
as $$
    delete from turno.reply_lock l where l.ticket_id = p_ticket and l.operator_id = p_operator;
$$;
comment on function turno.reply_lock_end is 'Ends an operator''s lock of a reply (R28).';
alter function turno.reply_lock_end owner to turno_gateway;
revoke execute on function turno.reply_lock_end from public;
grant execute on function turno.reply_lock_end to turno_act;
