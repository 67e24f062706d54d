-- Purpose: what an operator confirms whose mail would open a ticket (M20), for the page behind the link in the mail to him: for whom, with which
--          subject, the mail that he forwards, his words, and why to look at them first.
-- Returns: {is_new: true, ticket: null, subject, contact, address, commands: [{line}], has_commands, is_reply, is_note, text, original: text or null,
--          documents: [{name, size}], warning}.
-- Calls:   fresh_read, operator_hold, reason_text. Writes: nothing.
create or replace function turno.fresh_show(p_mail bigint, p_operator bigint, p_language text)
returns jsonb
language plpgsql volatile
as $$
declare
    v_fresh jsonb := (select turno.fresh_read(m.id, m.evidence, p_operator) from turno.mail m where m.id = p_mail);
    v_has_words boolean := v_fresh ->> 'text' <> '' or v_fresh -> 'own_documents' <> '[]';
begin
    return jsonb_build_object('is_new', true, 'ticket', null, 'subject', v_fresh -> 'subject', 'contact', v_fresh #> '{contact,name}',
        'address', v_fresh #> '{contact,address}', 'commands', jsonb_path_query_array(v_fresh, '$.commands[*] ? (@.word != "note" && @.word != "reply")'),
        'has_commands', v_fresh @? '$.commands[*] ? (@.word != "note" && @.word != "reply")',
        'is_reply', v_has_words and v_fresh ->> 'kind' = 'reply', 'is_note', v_has_words and v_fresh ->> 'kind' = 'note',
        'text', v_fresh -> 'text', 'original', v_fresh #> '{original,text}',
        'documents', (select coalesce(jsonb_agg(jsonb_build_object('name', d -> 'name', 'size', d -> 'size')), '[]')
            from jsonb_array_elements((v_fresh -> 'documents') || (v_fresh -> 'own_documents')) d),
        'warning', turno.reason_text(coalesce(v_fresh #>> '{problems,0,reason}', turno.operator_hold(jsonb_build_object('attachments',
            v_fresh -> 'own_documents'), p_operator, null, v_fresh ->> 'kind', v_fresh ->> 'text', false) ->> 'reason'), p_language));
end
$$;
comment on function turno.fresh_show(bigint, bigint, text) is 'What an operator confirms that opens a ticket (M20).';
revoke execute on function turno.fresh_show(bigint, bigint, text) from public;
grant execute on function turno.fresh_show(bigint, bigint, text) to turno_gateway;
