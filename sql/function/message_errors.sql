-- Purpose: what is wrong with a message that somebody wants to send (p: text, uploads).
-- Returns: {} or {field: word}: text empty (and no file), or a file that is not his or gone.
-- Calls:   upload_list. Writes: nothing.
create or replace function turno.message_errors(p jsonb)
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    select case
        when jsonb_array_length(upload_list(p -> 'uploads')) <> jsonb_array_length(coalesce(p -> 'uploads', '[]'))
            then jsonb_build_object('files', 'files')
        when btrim(coalesce(p ->> 'text', ''), E' \t\n\r') = '' and jsonb_array_length(coalesce(p -> 'uploads', '[]')) = 0
            then jsonb_build_object('text', 'empty')
        else '{}' end;
$$;
comment on function turno.message_errors(jsonb) is 'Errors of a message, by field.';
alter function turno.message_errors(jsonb) owner to turno_act;
revoke execute on function turno.message_errors(jsonb) from public;
