-- Purpose: does an operator's good mail have to wait for a click on the ticket's page? A reply, when another answers or has answered since
--          (R29), when it holds internal text (M25) or a whole mail: a forwarded notification would give the contact the operator's
--          signed address. Commands, while another answers. p_kind: reply, note, or null without text.
-- Returns: decision "held", of which whoever is concerned is told; null when it need not wait.
-- Calls:   reply_hold, operator_text_leaks, notify, operator_park. Writes: event, outbox.
create or replace function turno.operator_wait(p_mail bigint, p_evidence jsonb, p_operator bigint, p_ticket bigint, p_kind text, p_text text,
    p_has_commands boolean)
returns jsonb
language plpgsql volatile
as $$
declare
    v_hold jsonb;
begin
    if p_kind = 'reply' and turno.operator_text_leaks(p_ticket, p_text) then
        v_hold := '{"why": "leak", "reason": "internal text is left in the reply"}';
    elsif p_kind = 'reply' and p_evidence -> 'attachments' @? '$[*] ? (@.type like_regex "^(message/|text/rfc822|application/vnd.ms-outlook)" flag "i"
            || @.name like_regex "[.](eml|msg)$" flag "i")' then
        v_hold := '{"why": "leak", "reason": "a whole mail is attached to the reply"}';
    elsif p_kind = 'reply' or p_has_commands then
        v_hold := turno.reply_hold(p_ticket, p_operator, p_evidence);
    end if;
    if v_hold is null or p_kind is distinct from 'reply' and v_hold ->> 'why' <> 'lock' then
        return null;
    end if;
    if v_hold ? 'operator' then
        perform turno.notify(p_ticket, null, 'lock', p_operator, 'the reply by mail waits of ' || o.name, array[(v_hold ->> 'operator')::bigint])
        from turno.operator o where o.id = p_operator;
    end if;
    perform turno.operator_park(p_mail, p_ticket, p_operator, v_hold ->> 'reason', p_evidence);
    return jsonb_build_object('outcome', 'held', 'ticket', p_ticket, 'reason', v_hold -> 'reason', 'trace', jsonb_build_array(
        jsonb_build_object('step', 'reply_hold', 'operator', p_operator, 'why', v_hold -> 'why', 'by', v_hold -> 'operator')));
end
$$;
comment on function turno.operator_wait(bigint, jsonb, bigint, bigint, text, text, boolean) is 'Whether an operator''s mail waits for a click (R29, M25).';
revoke execute on function turno.operator_wait(bigint, jsonb, bigint, bigint, text, text, boolean) from public;
grant execute on function turno.operator_wait(bigint, jsonb, bigint, bigint, text, text, boolean) to turno_gateway;
