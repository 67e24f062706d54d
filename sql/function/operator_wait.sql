-- Purpose: does an operator's good mail have to wait for a click, on the ticket's page or on that of the link in the mail that tells him
--          (operator_hold)? p_kind: reply, note, or null without text.
-- Returns: decision "held", of which whoever is concerned is told; null when it need not wait.
-- Calls:   operator_hold, notify, operator_park. Writes: event, outbox, confirmation.
create or replace function turno.operator_wait(p_mail bigint, p_evidence jsonb, p_operator bigint, p_ticket bigint, p_kind text, p_text text,
    p_has_commands boolean)
returns jsonb
language plpgsql volatile
as $$
declare
    v_hold jsonb := turno.operator_hold(p_evidence, p_operator, p_ticket, p_kind, p_text, p_has_commands);
begin
    if v_hold is null then
        return null;
    end if;
    if v_hold ? 'operator' then
        perform turno.notify(p_ticket, null, 'lock', p_operator, 'the reply by mail waits of ' || o.name, array[(v_hold ->> 'operator')::bigint])
        from turno.operator o where o.id = p_operator;
    end if;
    -- Bare commands go on as a note: without text nothing of it can reach the contact.
    perform turno.operator_park(p_mail, p_ticket, p_operator, v_hold ->> 'reason', p_evidence, case p_kind when 'reply' then 'r' else 'n' end);
    return jsonb_build_object('outcome', 'held', 'ticket', p_ticket, 'reason', v_hold -> 'reason', 'trace', jsonb_build_array(
        jsonb_build_object('step', 'reply_hold', 'operator', p_operator, 'why', v_hold -> 'why', 'by', v_hold -> 'operator')));
end
$$;
comment on function turno.operator_wait(bigint, jsonb, bigint, bigint, text, text, boolean) is 'Whether an operator''s mail waits for a click (R29, M25).';
revoke execute on function turno.operator_wait(bigint, jsonb, bigint, bigint, text, text, boolean) from public;
grant execute on function turno.operator_wait(bigint, jsonb, bigint, bigint, text, text, boolean) to turno_gateway;
