-- Purpose: do what an operator's mail asks for, once it is sure that it is his (M20): commands (M24), then his text as a reply to the
--          contact or as a note, by the address he wrote to (p_role r or n, M23) or as #rispondi and #nota say. What operator_wait finds
--          makes it wait for a click (R29, M25), once: a mail that waited for that is not asked again. p_channel: mail, or web by a
--          click. The caller holds the ticket.
-- Returns: decision "post", "event" (commands without text), "held", or that of command_refuse. By the web TU003 for what is refused.
-- Calls:   operator_sees, operator_reads, command_check, command_refuse, operator_wait, operator_park, command_run, transcript_add, ticket_refuse,
--          reason_text, ticket_target.
-- Writes:  what those write.
create or replace function turno.operator_carry(p_mail bigint, p_evidence jsonb, p_operator bigint, p_ticket bigint, p_role text, p_channel text)
returns jsonb
language plpgsql volatile
as $$
declare
    v_read jsonb := turno.operator_reads(p_evidence, p_role);
    v_commands jsonb := v_read -> 'commands';
    v_problems jsonb := v_read -> 'problems';
    v_text text := v_read ->> 'text';
    v_kind text := v_read ->> 'kind';
    v_is_bare boolean := (v_read -> 'is_bare')::boolean;
    v_done jsonb;
begin
    if not turno.operator_sees(p_operator, p_ticket) then
        v_done := '{"reason": "the operator may not see this ticket"}';
    elsif v_is_bare and (v_commands = '[]' and v_problems = '[]' or v_commands @? '$[*] ? (@.word == "note" || @.word == "reply")') then
        v_done := '{"reason": "the reply is empty"}';
    end if;
    if v_done is not null then
        perform turno.operator_park(p_mail, p_ticket, p_operator, v_done ->> 'reason', p_evidence);
        return v_done || jsonb_build_object('outcome', 'held', 'ticket', p_ticket);
    end if;
    if v_problems = '[]' then
        v_done := turno.command_check(p_ticket, p_operator, v_commands);
        v_commands := v_done -> 'commands';
        v_problems := v_done -> 'problems';
    end if;
    v_done := case when v_problems = '[]' and not exists (select from turno.mail m where m.id = p_mail and m.outcome = 'held'
            and m.trace @? '$[*] ? (@.step == "reply_hold")') then turno.operator_wait(p_mail, p_evidence, p_operator, p_ticket,
        case when not v_is_bare then v_kind end, v_text, v_commands <> '[]') end;
    if v_done is not null then
        return v_done;
    end if;
    if v_problems = '[]' then
        v_done := turno.command_run(p_mail, p_evidence, p_ticket, p_operator, case when not v_is_bare then v_kind end, v_text, v_commands,
            p_channel);
        v_problems := case when v_done ? 'reason' then jsonb_build_array(jsonb_build_object('line', '', 'reason', v_done -> 'reason')) else '[]' end;
    end if;
    if v_problems <> '[]' and p_channel <> 'mail' then
        perform turno.ticket_refuse(turno.reason_text(v_problems #>> '{0,reason}', o.language)) from turno.operator o where o.id = p_operator;
    elsif v_problems <> '[]' then
        return turno.command_refuse(p_mail, p_evidence, p_ticket, p_operator, v_read, v_problems);
    end if;
    if v_commands @? '$[*] ? (@.word == "help")' then
        perform turno.transcript_add(p_mail, p_evidence, p_ticket, p_operator, jsonb_build_object('is_help', true, 'results',
            jsonb_path_query_array(v_commands, '$[*] ? (@.word != "help")')));
    end if;
    return jsonb_build_object('outcome', case when v_is_bare then 'event' else 'post' end, 'ticket', turno.ticket_target(p_ticket), 'trace',
        jsonb_build_array(jsonb_build_object('step', 'operator', 'operator', p_operator, 'kind', case when not v_is_bare then v_kind end,
            'commands', case when v_commands <> '[]' then v_commands end, 'post', v_done -> 'post')));
end
$$;
comment on function turno.operator_carry(bigint, jsonb, bigint, bigint, text, text) is 'Does what an operator''s mail asks for (M23-M25).';
revoke execute on function turno.operator_carry(bigint, jsonb, bigint, bigint, text, text) from public;
grant execute on function turno.operator_carry(bigint, jsonb, bigint, bigint, text, text) to turno_gateway;
