-- Purpose: what an operator's new ticket says when it goes out (R30): the message with its files, the internal note, who is told by
--          notice_rule (the contact only of a message), and closed after sending (R19: the contact has his link all the same).
-- Returns: id of the message; null without one (p_event opened).
-- Calls:   post_add, ticket_note, tell, ticket_close. Writes: post, event, outbox, ticket.
create or replace function turno.ticket_begin(p_ticket bigint, p_event text, p_operator bigint, p_channel text, p_text text,
    p_uploads bigint[], p_note text, p_is_closed boolean)
returns bigint
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_post bigint;
begin
    if p_event <> 'opened' then
        v_post := turno.post_add(p_ticket, 'message', 'operator', p_operator, p_channel, p_text, p_text, p_uploads => p_uploads);
    end if;
    if p_note <> '' then
        perform turno.ticket_note(p_ticket, p_operator, p_channel, p_note);
    end if;
    perform turno.tell(p_ticket, v_post, 'none', p_event, 'operator', p_operator,
        case p_event when 'opened' then '{operators}' else '{contact,operators}' end::text[]);
    if p_is_closed then
        perform turno.ticket_close(p_ticket, p_operator, p_channel);
    end if;
    return v_post;
end
$$;
comment on function turno.ticket_begin is 'First message, note and telling of an operator''s ticket (R19, R30).';
alter function turno.ticket_begin owner to turno_gateway;
revoke execute on function turno.ticket_begin from public;
grant execute on function turno.ticket_begin to turno_act;
