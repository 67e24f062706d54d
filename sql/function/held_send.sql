-- Purpose: a reply by mail that was held is sent after all (R29): a post of whoever wrote it, as deliver_operator would have
--          made it; who clicked is the actor of the turn.
-- Returns: id of the post; TU003 when it does not wait any more or the ticket is closed.
-- Calls:   held_take, ticket_refuse, post_add, event_add, turn_apply, reply_lock_end, evidence_brief. Writes: post, event, ticket,
--          outbox, mail, reply_lock.
create or replace function turno.held_send(p_mail bigint, p_operator bigint)
returns bigint
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v jsonb := turno.held_take(p_mail);
    v_ticket bigint := (v ->> 'ticket')::bigint;
    v_text text := v #>> '{evidence,reply_visible_text}';
    v_post bigint;
begin
    if (select t.turn from turno.ticket t where t.id = v_ticket) = 'closed' then
        perform turno.ticket_refuse('This ticket is closed: reopen it to send the reply.');
    end if;
    v_post := turno.post_add(v_ticket, 'message', 'operator', (v ->> 'operator')::bigint, 'mail', v_text, v_text, p_mail,
        v #> '{evidence,attachments}');
    perform turno.event_add(v_ticket, 'held_sent', 'operator', p_operator, 'web', v_post, null, p_mail::text);
    perform turno.turn_apply(v_ticket, 'reply', 'operator', p_operator, 'web', v_post);
    perform turno.reply_lock_end(v_ticket, p_operator);
    update turno.mail
    set outcome = 'post', reason = null, evidence = turno.evidence_brief(evidence),
        trace = trace || jsonb_build_object('step', 'held_sent', 'operator', p_operator, 'post', v_post)
    where id = p_mail;
    return v_post;
end
$$;
comment on function turno.held_send is 'Sends a reply by mail that was held (R29).';
alter function turno.held_send owner to turno_gateway;
revoke execute on function turno.held_send from public;
grant execute on function turno.held_send to turno_act;
