-- Purpose: mail from an operator's address (M20). His own signed address makes it a public reply (r) or a note
--          (n); anything less is parked, nothing reaches the contact, and he is told. Never a ticket. A good reply that another
--          operator is ahead of waits for a click, and both are told (R29); notes are stored at once.
-- Returns: decision "post", "held" or, without a ticket, "triage".
-- Calls:   operator_sees, operator_text_leaks, reply_hold, post_add, turn_apply, reply_lock_end, colleagues_tell, operator_park, notify. Writes: post, event, ticket, outbox.
create or replace function turno.deliver_operator(p_mail bigint, p_evidence jsonb, p_sender jsonb, p_thread jsonb)
returns jsonb
language plpgsql volatile
as $$
declare
    v_operator bigint := (p_sender ->> 'operator')::bigint;
    v_ticket bigint := (p_thread ->> 'ticket')::bigint;
    v_fits boolean := coalesce((p_thread ->> 'fits')::boolean, false);
    v_is_note boolean := p_thread ->> 'role' = 'n';
    v_text text := p_evidence ->> 'reply_visible_text';
    v_reason text;
    v_hold jsonb;
    v_post bigint;
begin
    v_reason := case
        when v_ticket is null then 'operator without his signed reply address'
        when jsonb_array_length(p_evidence -> 'from') > 1 then 'more than one sender'
        when not v_fits then 'the reply address is not this operator''s'
        when p_evidence ->> 'automatic' = 'generated' then 'automatic mail from an operator'
        when not turno.operator_sees(v_operator, v_ticket) then 'the operator may not see this ticket'
        when btrim(coalesce(v_text, ''), E' \t\r\n') = ''
            and (v_is_note or jsonb_array_length(p_evidence -> 'attachments') = 0) then 'the reply is empty'
        when not v_is_note and turno.operator_text_leaks(v_text) then 'internal text is left in the reply'
        -- A forwarded notification would give the contact the operator's signed address.
        when not v_is_note and p_evidence -> 'attachments' @? '$[*] ? (@.type like_regex "^(message/|text/rfc822|application/vnd.ms-outlook)" flag "i"
                || @.name like_regex "[.](eml|msg)$" flag "i")'
            then 'a whole mail is attached to the reply'
        end;
    if v_reason is null and not v_is_note then
        v_hold := turno.reply_hold(v_ticket, v_operator, p_evidence);
        v_reason := v_hold ->> 'reason';
    end if;
    if v_hold is not null then
        perform turno.notify(v_ticket, null, 'lock', v_operator, 'the reply by mail waits of ' || o.name,
            array[(v_hold ->> 'operator')::bigint])
        from turno.operator o where o.id = v_operator;
    end if;
    if v_reason is not null then
        perform turno.operator_park(p_mail, v_ticket, v_operator, v_reason, p_evidence);
        return jsonb_build_object('outcome', case when v_ticket is null then 'triage' else 'held' end,
            'ticket', v_ticket, 'reason', v_reason, 'trace', case when v_hold is null then '[]' else jsonb_build_array(
                jsonb_build_object('step', 'reply_hold', 'operator', v_operator, 'why', v_hold -> 'why',
                    'by', v_hold -> 'operator')) end);
    end if;
    v_post := turno.post_add(v_ticket, case when v_is_note then 'note' else 'message' end, 'operator', v_operator,
        'mail', v_text, v_text, p_mail, p_evidence -> 'attachments');
    if v_is_note then
        perform turno.colleagues_tell(v_ticket, v_post, 'note', v_operator, '{}');
    else
        perform turno.turn_apply(v_ticket, 'reply', 'operator', v_operator, 'mail', v_post);
        perform turno.reply_lock_end(v_ticket, v_operator);
    end if;
    return jsonb_build_object('outcome', 'post', 'ticket', v_ticket, 'trace', jsonb_build_array(
        jsonb_build_object('step', 'operator', 'operator', v_operator, 'kind',
            case when v_is_note then 'note' else 'reply' end)));
end
$$;
comment on function turno.deliver_operator is 'Takes mail from operators: reply, note or parked (M20, M23, M25).';
revoke execute on function turno.deliver_operator from public;
grant execute on function turno.deliver_operator to turno_gateway;
