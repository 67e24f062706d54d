-- Purpose: an operator's mail that was held goes after all (R29, M25), with its commands: as operator_carry does it for whoever wrote it, and
--          the timeline says who clicked.
-- Returns: id of the post, null when the mail had commands only; TU003 when it does not wait any more, something in it is refused, or the
--          ticket is closed.
-- Calls:   held_take, command_read, ticket_refuse, operator_carry, event_add, reply_lock_end,
--          evidence_brief. Writes: what operator_carry writes, event, mail, reply_lock.
create or replace function turno.held_send(p_mail bigint, p_operator bigint)
returns bigint
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v jsonb := turno.held_take(p_mail);
    v_ticket bigint := (v ->> 'ticket')::bigint;
    v_decision jsonb;
    v_post bigint;
begin
    if (select t.turn from turno.ticket t where t.id = v_ticket) = 'closed'
        and not turno.command_read(v #>> '{evidence,reply_visible_text}') @? '$.commands[*] ? (@.word == "reopen")' then
        perform turno.ticket_refuse('This ticket is closed: reopen it to send the reply.');
    end if;
    v_decision := turno.operator_carry(p_mail, v -> 'evidence', (v ->> 'operator')::bigint, v_ticket, v ->> 'role', 'web');
    if v_decision ->> 'outcome' = 'held' then
        perform turno.ticket_refuse('The operator who wrote this mail may not see the ticket any more: write to the contact yourself.');
    end if;
    v_post := (v_decision #>> '{trace,0,post}')::bigint;
    perform turno.event_add(v_ticket, 'held_sent', 'operator', p_operator, 'web', v_post, null, p_mail::text);
    perform turno.reply_lock_end(v_ticket, p_operator);
    update turno.mail
    set outcome = v_decision ->> 'outcome', reason = null, evidence = turno.evidence_brief(evidence),
        trace = trace || (v_decision -> 'trace') || jsonb_build_object('step', 'held_sent', 'operator', p_operator, 'post', v_post)
    where id = p_mail;
    return v_post;
end
$$;
comment on function turno.held_send is 'Sends an operator''s mail that was held (R29).';
alter function turno.held_send owner to turno_gateway;
revoke execute on function turno.held_send from public;
grant execute on function turno.held_send to turno_act;
