-- Purpose: a mail held of somebody who does not take part becomes a post of his, and the turn is the office's (M18): he takes part from now on,
--          or with p_is_once this mail only. Who clicked is the actor; the contact is not written to.
-- Returns: id of the post; TU003 when the mail does not wait any more or the ticket is closed.
-- Calls:   stranger_take, ticket_refuse, stranger_contact, participant_add, contact_post, event_add, turn_apply, stranger_done. Writes:
--          participant, post, event, ticket, outbox, mail, and what stranger_contact writes.
create or replace function turno.stranger_accept(p_mail bigint, p_operator bigint, p_channel text, p_contact bigint, p_is_once boolean)
returns bigint
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v jsonb := turno.stranger_take(p_mail);
    v_ticket bigint := (v ->> 'ticket')::bigint;
    v_event text := case when p_is_once then 'held_added' else 'held_accepted' end;
    v_contact bigint;
    v_post bigint;
begin
    if v ->> 'turn' = 'closed' then
        perform turno.ticket_refuse('This ticket is closed: reopen it first, or split the mail off.');
    end if;
    v_contact := turno.stranger_contact(v, p_contact, not p_is_once);
    if not p_is_once then
        perform turno.participant_add(v_ticket, v_contact, p_operator, p_channel);
    end if;
    v_post := turno.contact_post(v_ticket, v_contact, p_mail, v -> 'evidence');
    perform turno.event_add(v_ticket, v_event, 'operator', p_operator, p_channel, v_post, null, p_mail::text);
    perform turno.turn_apply(v_ticket, case v #>> '{evidence,automatic}' when 'generated' then 'generated_message' else 'contact_message' end,
        'operator', p_operator, p_channel, v_post, null, '{operators}');
    perform turno.stranger_done(p_mail, 'post', null, v_ticket, v_contact, jsonb_build_object('step', v_event, 'operator', p_operator, 'post', v_post));
    return v_post;
end
$$;
comment on function turno.stranger_accept is 'Takes in a mail of somebody who does not take part (M18).';
alter function turno.stranger_accept owner to turno_gateway;
revoke execute on function turno.stranger_accept from public;
grant execute on function turno.stranger_accept to turno_act;
