-- Purpose: a client adds a message of the contact to a ticket that it opened (R36; p: the body of its request, without errors). A closed
--          one reopens where a contact's mail would reopen it (R18), else takes nothing (R17).
-- Returns: word of what is in the way: ticket (none of its own), closed; null when it was added.
-- Calls:   ticket_lock, closed_policy, api_files, post_add, turn_apply. Writes: what those write.
create or replace function turno.api_answer(p jsonb)
returns text
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_text text := rtrim(ltrim(p ->> 'text', E'\n\r'), E' \t\n\r');
    v_ticket ticket;
    v_turn text;
begin
    select t.* into v_ticket from ticket t join api_opened o on o.ticket_id = t.id where t.id = (p ->> 'ticket')::numeric;
    if not found or v_ticket.contact_id is null then
        return 'ticket';
    end if;
    v_turn := ticket_lock(v_ticket.id);
    if v_turn = 'closed' and closed_policy(v_ticket.id) <> 'reopen' then
        return 'closed';
    end if;
    perform turn_apply(v_ticket.id, case v_turn when 'closed' then 'contact_reopened' else 'contact_message' end, 'contact',
        v_ticket.contact_id, 'api', post_add(v_ticket.id, 'message', 'contact', v_ticket.contact_id, 'api', v_text, v_text,
            p_uploads => api_files(p)));
    return null;
end
$$;
comment on function turno.api_answer(jsonb) is 'A client of the API adds a message to its ticket (R36).';
alter function turno.api_answer(jsonb) owner to turno_act;
revoke execute on function turno.api_answer(jsonb) from public;
