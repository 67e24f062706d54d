-- Purpose: answer an operator's commands at his registered address (M24): what was done, or why nothing was, and with p_transcript's is_help
--          the words of all commands. Within the budget of automatic mail (M13). p_transcript: {is_refused, is_kept, is_help, results:
--          [{line, reason}]}, reason null for what was done. p_ticket null, or one that he does not see: of no ticket.
-- Returns: nothing.
-- Calls:   throttle_take, operator_sees, reason_text, outbox_add. Writes: outbox, throttle.
create or replace function turno.transcript_add(p_mail bigint, p_evidence jsonb, p_ticket bigint, p_operator bigint, p_transcript jsonb)
returns void
language plpgsql volatile
as $$
begin
    if p_evidence ->> 'automatic' not in ('no', 'list') or not turno.throttle_take('automatic:operator:' || p_operator, 20, 20.0 / 3600) then
        return;
    end if;
    perform turno.outbox_add(case when turno.operator_sees(p_operator, p_ticket) then p_ticket end, null, 'transcript', null, o.id, a.address,
        o.language, jsonb_build_object('what', 'transcript', 'mail', p_mail, 'subject', left(p_evidence ->> 'subject', 200),
            'text', nullif(left(p_evidence ->> 'reply_visible_text', 4000), ''),
            'transcript', p_transcript || jsonb_build_object('results', (select coalesce(jsonb_agg(jsonb_build_object('line', r -> 'line',
                'reason', turno.reason_text(r ->> 'reason', o.language)) order by n), '[]')
                from jsonb_array_elements(p_transcript -> 'results') with ordinality x(r, n)))), m.mailbox_id)
    from turno.operator o
    join turno.address a on a.operator_id = o.id and a.is_main and a.dead_at is null
    join turno.mail m on m.id = p_mail
    where o.id = p_operator;
end
$$;
comment on function turno.transcript_add(bigint, jsonb, bigint, bigint, jsonb) is 'Answers the commands of an operator''s mail (M24).';
revoke execute on function turno.transcript_add(bigint, jsonb, bigint, bigint, jsonb) from public;
grant execute on function turno.transcript_add(bigint, jsonb, bigint, bigint, jsonb) to turno_gateway;
