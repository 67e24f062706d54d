-- Purpose: what an operator's mail asks for (M23, M24): its commands, its text with what stands behind #nota and #rispondi, and whether
--          that is a reply or a note: by the address he wrote to (p_role r or n), or as these two say.
-- Returns: that of command_read, with text, kind: reply | note, is_bare: there are no words, nor a document that a reply could carry.
-- Calls:   command_read. Writes: nothing.
create or replace function turno.operator_reads(p_evidence jsonb, p_role text)
returns jsonb
language plpgsql stable
as $$
declare
    v_read jsonb := turno.command_read(p_evidence ->> 'reply_visible_text');
    v_text text := btrim(concat_ws(E'\n', jsonb_path_query_first(v_read, '$.commands[*] ? (@.word == "note" || @.word == "reply").value') #>> '{}',
        v_read ->> 'text'), E' \t\n');
    v_kind text := case when v_read @? '$.commands[*] ? (@.word == "note")' or p_role = 'n' and not v_read @? '$.commands[*] ? (@.word == "reply")'
        then 'note' else 'reply' end;
begin
    return v_read || jsonb_build_object('text', v_text, 'kind', v_kind, 'is_bare', v_text = ''
        and (v_kind = 'note' or jsonb_array_length(coalesce(p_evidence -> 'attachments', '[]')) = 0));
end
$$;
comment on function turno.operator_reads(jsonb, text) is 'What an operator''s mail asks for (M23, M24).';
revoke execute on function turno.operator_reads(jsonb, text) from public;
grant execute on function turno.operator_reads(jsonb, text) to turno_gateway;
