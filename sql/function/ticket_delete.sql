-- Purpose: delete a ticket on which nothing hangs (R27), softly: it is nobody's from here on, its rows stay until retention
--          takes them. The caller holds it and has seen that the operator may.
-- Returns: nothing; TU003 with what hangs on it.
-- Calls:   ticket_hangs, ticket_refuse, event_add. Writes: ticket, reply_lock, event.
create or replace function turno.ticket_delete(p_ticket bigint, p_operator bigint, p_channel text, p_note text default null)
returns void
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_hangs text[] := turno.ticket_hangs(p_ticket);
begin
    if v_hangs <> '{}' then
        perform turno.ticket_refuse(format('This ticket cannot be deleted: %s. Close it instead.',
            (select string_agg(w.words, ', ') from (values ('reply', 'the office wrote in it'),
                ('delivery', 'there are receipts of what was sent'), ('held', 'a mail waits for somebody''s word'), ('hold', 'it is held'),
                ('merged', 'it was merged with another'), ('practice', 'a practice belongs to it')) w(word, words)
                where w.word = any (v_hangs))));
    end if;
    delete from turno.reply_lock where ticket_id = p_ticket;
    perform turno.event_add(p_ticket, 'deleted', 'operator', p_operator, p_channel, null, null, null, p_note);
    update turno.ticket set deleted_at = now(), deleted_by = p_operator where id = p_ticket;
end
$$;
comment on function turno.ticket_delete is 'Deletes a ticket on which nothing hangs (R27).';
alter function turno.ticket_delete owner to turno_gateway;
revoke execute on function turno.ticket_delete from public;
grant execute on function turno.ticket_delete to turno_act;
