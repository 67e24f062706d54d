-- Purpose: what an operator's mail that answers nothing would open (M24, M10, R30). Commands stand at its head; of a forward, at the head of
--          what he wrote above, and then his words are a note unless #rispondi says that the contact gets them. Without a
--          forward they are the message to the contact, unless #nota says not. The mail that is forwarded is the contact's message;
--          written by an operator or by ourselves it is internal, and goes below his note.
-- Returns: null when it asks for no ticket; else {is_new: a command says so, contact: as fresh_contact, category: {id} or null, subject, kind:
--          reply | note, text: his words, original: {text, date} or null, documents, own_documents: lists as in the evidence, commands,
--          problems: [{line, reason}]}.
-- Calls:   command_read, address_party, fresh_address, fresh_contact, command_category, subject_plain. Writes: nothing.
create or replace function turno.fresh_read(p_mail bigint, p_evidence jsonb, p_operator bigint)
returns jsonb
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v_forward jsonb := case when (p_evidence #>> '{forwarded,is_forwarded}')::boolean then p_evidence -> 'forwarded' end;
    v_is_client boolean := v_forward is not null and address_party(v_forward ->> 'from_address') ->> 'kind' in ('contact', 'unknown');
    v_read jsonb := command_read(case when v_forward is null then p_evidence ->> 'reply_visible_text' else v_forward ->> 'message' end);
    v_commands jsonb := v_read -> 'commands';
    v_is_new boolean := v_commands @? '$[*] ? (@.word == "new" || @.word == "contact" || @.word == "subject")';
    v_new text := jsonb_path_query_first(v_commands, '$[*] ? (@.word == "new").value') #>> '{}';
    v_named text := left(coalesce(jsonb_path_query_first(v_commands, '$[*] ? (@.word == "contact").value') #>> '{}',
        case when fresh_address(v_new) ->> 'address' is not null then v_new end), 500);
    v_kind text := case when v_commands @? '$[*] ? (@.word == "note")' or v_forward is not null and not v_commands @? '$[*] ? (@.word == "reply")'
        then 'note' else 'reply' end;
    v_text text := btrim(concat_ws(E'\n', jsonb_path_query_first(v_commands, '$[*] ? (@.word == "note" || @.word == "reply").value') #>> '{}',
        v_read ->> 'text'), E' \t\n');
    v_contact jsonb;
    v_category jsonb;
    v_line text := jsonb_path_query_first(v_commands, '$[*] ? (@.word == "category").line') #>> '{}';
    v_whole jsonb := jsonb_path_query_array(coalesce(p_evidence -> 'attachments', '[]'), '$[*] ? (@.type == "message/rfc822")');
    v_is_attached boolean := v_forward ->> 'embedded_text' = '' and v_whole <> '[]';
    v_problems jsonb := v_read -> 'problems';
begin
    if not v_is_new and not (v_read ->> 'is_near_miss')::boolean and not (v_is_client and v_forward ->> 'from_address' <> '') then
        return null;
    end if;
    if v_forward is not null and not v_is_client then
        v_text := btrim(case v_kind when 'note' then concat_ws(E'\n\n', v_text, v_forward ->> 'body_text') else v_text end, E' \t\n');
    end if;
    v_contact := fresh_contact(v_named, case when v_is_client then v_forward end, v_is_new, (select b.accept_new from mail m
        join mailbox b on b.id = m.mailbox_id where m.id = p_mail));
    v_category := command_category(jsonb_path_query_first(v_commands, '$[*] ? (@.word == "category").value') #>> '{}');
    v_category := case when v_line is null then null when v_category ? 'reason' or exists (select from operator_scope s
            where s.operator_id = p_operator and s.category_id = (v_category ->> 'id')::bigint) then v_category
        else jsonb_build_object('reason', 'none of your categories: ' || v_line) end;
    if v_problems = '[]' then
        v_problems := (select coalesce(jsonb_agg(x.problem), '[]') from (
            select jsonb_build_object('line', coalesce(v_named, ''), 'reason', v_contact -> 'reason') where v_contact ->> 'reason' is not null
            union all
            select jsonb_build_object('line', v_line, 'reason', v_category -> 'reason') where v_category ? 'reason'
            union all
            select jsonb_build_object('line', c -> 'line', 'reason', 'not in a mail that opens a ticket: ' || (c ->> 'line'))
            from jsonb_array_elements(v_commands) c where c ->> 'word' in ('merge', 'reopen')) x(problem));
    end if;
    return jsonb_build_object('is_new', v_is_new, 'contact', v_contact, 'category', v_category, 'kind', v_kind, 'text', v_text,
        'subject', subject_plain(coalesce(jsonb_path_query_first(v_commands, '$[*] ? (@.word == "subject").value') #>> '{}',
            case when fresh_address(v_new) ->> 'address' is null then v_new end, case when v_is_client then nullif(v_forward ->> 'subject', '') end,
            p_evidence ->> 'subject'), coalesce((select c.language from contact c where c.id = (v_contact ->> 'id')::bigint),
            (select o.language from operator o where o.id = p_operator))),
        'original', case when v_is_client then jsonb_build_object('text', v_forward -> 'body_text', 'date', v_forward -> 'date') end,
        'documents', case when not v_is_client then '[]' when v_is_attached then v_whole else coalesce(p_evidence -> 'attachments', '[]') end,
        'own_documents', case when not v_is_client then coalesce(p_evidence -> 'attachments', '[]') when v_is_attached
            then jsonb_path_query_array(p_evidence -> 'attachments', '$[*] ? (@.type != "message/rfc822")') else '[]' end,
        'commands', v_commands, 'problems', v_problems);
end
$$;
comment on function turno.fresh_read(bigint, jsonb, bigint) is 'What an operator''s mail that answers nothing would open (M10, M24, R30).';
revoke execute on function turno.fresh_read(bigint, jsonb, bigint) from public;
grant execute on function turno.fresh_read(bigint, jsonb, bigint) to turno_gateway;
