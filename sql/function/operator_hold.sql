-- Purpose: why an operator's good mail should be looked at before it is carried out: a reply that holds internal text (M25) or a whole mail,
--          for a forwarded notification would give the contact the operator's signed address; a reply when another answers or has
--          answered since (R29); commands, while another answers. p_kind: reply, note, or null without text.
-- Returns: {why: leak | lock | answered, reason, operator: who is ahead}; null when nothing speaks against it.
-- Calls:   operator_text_leaks, reply_hold. Writes: nothing.
create or replace function turno.operator_hold(p_evidence jsonb, p_operator bigint, p_ticket bigint, p_kind text, p_text text, p_has_commands boolean)
returns jsonb
language plpgsql volatile
as $$
declare
    v_hold jsonb;
begin
    if p_kind = 'reply' and turno.operator_text_leaks(p_ticket, p_text) then
        return '{"why": "leak", "reason": "internal text is left in the reply"}';
    elsif p_kind = 'reply' and p_evidence -> 'attachments' @? '$[*] ? (@.type like_regex "^(message/|text/rfc822|application/vnd.ms-outlook)" flag "i"
            || @.name like_regex "[.](eml|msg)$" flag "i")' then
        return '{"why": "leak", "reason": "a whole mail is attached to the reply"}';
    elsif p_kind = 'reply' or p_has_commands then
        v_hold := turno.reply_hold(p_ticket, p_operator, p_evidence);
    end if;
    return case when p_kind = 'reply' or v_hold ->> 'why' = 'lock' then v_hold end;
end
$$;
comment on function turno.operator_hold(jsonb, bigint, bigint, text, text, boolean) is 'Why an operator''s mail should be looked at first (R29, M25).';
revoke execute on function turno.operator_hold(jsonb, bigint, bigint, text, text, boolean) from public;
grant execute on function turno.operator_hold(jsonb, bigint, bigint, text, text, boolean) to turno_gateway;
