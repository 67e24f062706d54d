-- Purpose: do what an operator's mail that opens a ticket asks for, once it is sure that it is his (M20, M24; p_fresh: as fresh_read). What
--          cannot be done leaves the mail in triage, and he is told why. By the web (p_channel) TU003 instead.
-- Returns: decision "ticket" or "triage". The rules are in the trace under a name of their own: they were asked about the contact, and
--          mail_replay asks about who wrote.
-- Calls:   fresh_open, ticket_refuse, reason_text, transcript_add, operator_sees. Writes: what those write.
create or replace function turno.fresh_carry(p_mail bigint, p_evidence jsonb, p_operator bigint, p_fresh jsonb, p_channel text)
returns jsonb
language plpgsql volatile
as $$
declare
    v_done jsonb := case when p_fresh -> 'problems' = '[]' then turno.fresh_open(p_mail, p_evidence, p_operator, p_fresh, p_channel)
        else jsonb_build_object('problems', p_fresh -> 'problems') end;
    v_reason text := v_done #>> '{problems,0,reason}';
    v_step jsonb := jsonb_build_object('step', 'fresh', 'operator', p_operator, 'forwarded', p_fresh -> 'original' <> 'null',
        'original_date', p_fresh #> '{original,date}', 'commands', p_fresh -> 'commands');
begin
    if v_reason is not null and p_channel <> 'mail' then
        perform turno.ticket_refuse(turno.reason_text(v_reason, o.language)) from turno.operator o where o.id = p_operator;
    elsif v_reason is not null then
        perform turno.transcript_add(p_mail, p_evidence, null, p_operator, jsonb_build_object('is_refused', true, 'is_kept', false,
            'results', v_done -> 'problems'));
        return jsonb_build_object('outcome', 'triage', 'reason', 'refused commands: ' || v_reason,
            'trace', jsonb_build_array(v_step || jsonb_build_object('refused', true, 'problems', v_done -> 'problems')));
    end if;
    if p_fresh @? '$.commands[*] ? (@.word == "help")' then
        perform turno.transcript_add(p_mail, p_evidence, (v_done ->> 'ticket')::bigint, p_operator, jsonb_build_object('is_help', true,
            'results', jsonb_path_query_array(p_fresh, '$.commands[*] ? (@.word != "help")')));
    end if;
    return jsonb_build_object('outcome', 'ticket', 'ticket', v_done -> 'ticket', 'contact', v_done -> 'contact',
        'trace', jsonb_build_array((v_done -> 'filter') || '{"step": "fresh_filter"}', v_step || jsonb_build_object('contact', v_done -> 'contact', 'post', v_done -> 'post')));
end
$$;
comment on function turno.fresh_carry(bigint, jsonb, bigint, jsonb, text) is 'Does what an operator''s mail asks for that opens a ticket (M24).';
revoke execute on function turno.fresh_carry(bigint, jsonb, bigint, jsonb, text) from public;
grant execute on function turno.fresh_carry(bigint, jsonb, bigint, jsonb, text) to turno_gateway;
