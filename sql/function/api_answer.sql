-- Purpose: a client adds a message of the contact to a ticket that it opened (R36; p: the body of its request, without errors). A closed
--          one reopens where a contact's mail would reopen it (R18), else takes nothing (R17); a merged one leads to where it
--          went, to which the client may then add too (R41).
-- Returns: {ticket}: the number it went to; or {word}: what is in the way: ticket (none of its own), closed.
-- Calls:   ticket_follow, ticket_lock, closed_policy, api_files, post_add, turn_apply. Writes: what those write; api_opened.
create or replace function turno.api_answer(p_key bigint, p jsonb)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_text text := rtrim(ltrim(p ->> 'text', E'\n\r'), E' \t\n\r');
    v_contact bigint;
    v_ticket bigint;
    v_turn text;
begin
    select t.id, t.contact_id into v_ticket, v_contact from ticket t join api_opened o on o.ticket_id = t.id
    where t.id = (p ->> 'ticket')::numeric;
    if v_contact is null then
        return '{"word": "ticket"}';
    end if;
    v_ticket := ticket_follow(v_ticket);
    v_turn := ticket_lock(v_ticket);
    if v_turn = 'closed' and closed_policy(v_ticket) <> 'reopen' then
        return '{"word": "closed"}';
    end if;
    insert into api_opened (ticket_id, api_key_id) values (v_ticket, p_key) on conflict do nothing;
    perform turn_apply(v_ticket, case v_turn when 'closed' then 'contact_reopened' else 'contact_message' end, 'contact', v_contact,
        'api', post_add(v_ticket, 'message', 'contact', v_contact, 'api', v_text, v_text, p_uploads => api_files(p)));
    return jsonb_build_object('ticket', v_ticket);
end
$$;
comment on function turno.api_answer(bigint, jsonb) is 'A client of the API adds a message to its ticket (R36).';
alter function turno.api_answer(bigint, jsonb) owner to turno_act;
revoke execute on function turno.api_answer(bigint, jsonb) from public;
