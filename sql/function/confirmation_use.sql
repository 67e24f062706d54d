-- Purpose: carry out the parked mail of a token (M20, R29): once, with its ticket held first, as the click of whoever wrote it. Two who use
--          it at the same moment stand one behind the other, and the second finds nothing.
-- Returns: decision of operator_carry, "held" when the mail is empty; null when the token confirms nothing (any more). TU003 while another
--          answers the ticket, on a closed one, or when something in the mail is refused.
-- Calls:   confirmation_find, fresh_confirm, ticket_follow, operator_reads, reply_hold, ticket_refuse, operator_carry, event_add, evidence_brief.
-- Writes:  what operator_carry writes; confirmation, event, mail.
create or replace function turno.confirmation_use(p_token text)
returns jsonb
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v record;
    v_evidence jsonb;
    v_read jsonb;
    v_is_reply boolean;
    v_hold jsonb;
    v_decision jsonb;
begin
    perform turno.ticket_follow(f.ticket_id) from turno.confirmation_find(p_token) f;
    perform from turno.mail m where m.id = (select f.mail_id from turno.confirmation_find(p_token) f) for update;
    select * into v from turno.confirmation_find(p_token);
    if not found then
        return null;
    elsif v.role = 'f' then
        return turno.fresh_confirm(v.mail_id, v.operator_id);
    end if;
    v_evidence := (select m.evidence from turno.mail m where m.id = v.mail_id);
    v_read := turno.operator_reads(v_evidence, v.role);
    v_is_reply := v_read @> '{"kind": "reply", "is_bare": false}';
    v_hold := case when v_is_reply or v_read -> 'commands' <> '[]' then turno.reply_hold(v.ticket_id, v.operator_id, v_evidence) end;
    if v_hold ->> 'why' = 'lock' then
        perform turno.ticket_refuse(v_hold ->> 'reason');
    elsif v_is_reply and (select t.turn from turno.ticket t where t.id = v.ticket_id) = 'closed'
        and not v_read @? '$.commands[*] ? (@.word == "reopen")' then
        perform turno.ticket_refuse('This ticket is closed: reopen it to send the reply.');
    end if;
    delete from turno.confirmation c where c.mail_id = v.mail_id;
    v_decision := turno.operator_carry(v.mail_id, v_evidence, v.operator_id, v.ticket_id, v.role, 'web');
    if v_decision ->> 'outcome' <> 'held' then
        perform turno.event_add(v.ticket_id, 'held_sent', 'operator', v.operator_id, 'web', (v_decision #>> '{trace,0,post}')::bigint, null,
            v.mail_id::text);
    end if;
    update turno.mail
    set outcome = v_decision ->> 'outcome', reason = v_decision ->> 'reason', ticket_id = v.ticket_id,
        evidence = case when v_decision ->> 'outcome' = 'held' then evidence else turno.evidence_brief(evidence) end,
        trace = trace || jsonb_build_object('step', 'confirmed', 'operator', v.operator_id) || coalesce(v_decision -> 'trace', '[]')
    where id = v.mail_id;
    return v_decision;
end
$$;
comment on function turno.confirmation_use(text) is 'Carries out a parked mail that its operator confirms (M20).';
alter function turno.confirmation_use(text) owner to turno_gateway;
revoke execute on function turno.confirmation_use(text) from public;
grant execute on function turno.confirmation_use(text) to turno_act;
