-- Purpose: subject and text as the app IO takes them: 10 to 120 and 80 to 10,000 characters. What is shorter is filled up
--          with the name of the office and a sentence, what is longer is cut; room is left for the link to the ticket.
-- Returns: {subject, markdown}.
-- Calls:   setting_text. Writes: nothing.
create or replace function turno.hook_contact_content(p_subject text, p_text text, p_language text)
returns jsonb
language plpgsql stable
as $$
declare
    c_sentence constant text := case p_language when 'en' then 'This message was sent by %s. You find the whole conversation with the office at the address below.'
        else 'Questo messaggio è stato inviato da %s. La conversazione completa con l''ufficio è all''indirizzo qui sotto.' end;
    v_office text := turno.setting_text('office.name', 'turno');
    v_subject text := btrim(regexp_replace(coalesce(p_subject, ''), '[[:cntrl:][:space:]]+', ' ', 'g'));
    v_text text := btrim(coalesce(p_text, ''), E' \t\n\r');
begin
    if length(v_subject) < 10 then
        v_subject := rpad(concat_ws(': ', v_office, nullif(v_subject, '')), greatest(10, length(v_office) + length(v_subject) + 2), '.');
    end if;
    if length(v_text) < 80 then
        v_text := v_text || E'\n\n' || format(c_sentence, v_office);
    end if;
    return jsonb_build_object('subject', rtrim(left(v_subject, 120)), 'markdown', left(v_text, 9000));
end
$$;
comment on function turno.hook_contact_content is 'Fits a message to the bounds of the app IO.';
revoke execute on function turno.hook_contact_content from public;
grant execute on function turno.hook_contact_content to turno_gateway;
