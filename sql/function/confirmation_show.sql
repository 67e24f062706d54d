-- Purpose: what an operator confirms (M20, R29), for the page behind the link in the mail to him: his commands and his words as they would
--          go, and why to look at them first.
-- Returns: {is_reply, is_note, ticket: {number, reference, subject}, contact, commands: [{line}], text, documents: [{name, size}], warning}.
-- Calls:   fresh_show, operator_reads, mail_words, operator_hold, reason_text. Writes: nothing.
create or replace function turno.confirmation_show(p_mail bigint, p_operator bigint, p_ticket bigint, p_role text, p_language text)
returns jsonb
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_evidence jsonb := (select m.evidence from turno.mail m where m.id = p_mail);
    v_read jsonb := turno.operator_reads(v_evidence, p_role);
begin
    if p_role = 'f' then
        return turno.fresh_show(p_mail, p_operator, p_language);
    end if;
    return (select turno.mail_words(p_mail) || jsonb_build_object('is_reply', v_read @> '{"kind": "reply", "is_bare": false}', 'is_note',
                v_read @> '{"kind": "note", "is_bare": false}', 'contact', c.name, 'text', v_read -> 'text',
            'ticket', jsonb_build_object('number', t.id, 'reference', t.reference, 'subject', t.subject),
            'has_commands', v_read @? '$.commands[*] ? (@.word != "note" && @.word != "reply")',
            'commands', jsonb_path_query_array(v_read, '$.commands[*] ? (@.word != "note" && @.word != "reply")'),
            'warning', turno.reason_text(turno.operator_hold(v_evidence, p_operator, t.id, case when not (v_read -> 'is_bare')::boolean
                then v_read ->> 'kind' end, v_read ->> 'text', v_read -> 'commands' <> '[]') ->> 'reason', p_language))
        from turno.ticket t left join turno.contact c on c.id = t.contact_id
        where t.id = p_ticket);
end
$$;
comment on function turno.confirmation_show(bigint, bigint, bigint, text, text) is 'What an operator confirms (M20).';
alter function turno.confirmation_show(bigint, bigint, bigint, text, text) owner to turno_gateway;
revoke execute on function turno.confirmation_show(bigint, bigint, bigint, text, text) from public;
grant execute on function turno.confirmation_show(bigint, bigint, bigint, text, text) to turno_act;
