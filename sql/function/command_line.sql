-- Purpose: one line that begins with "#", as a command of an operator's mail (M24): the word in either language, case and accents
--          apart, and its value. A colon or full stop behind the word is let pass.
-- Returns: {word, value, line}, value null when none is there; {line, reason} for what is no command, or has no value that it needs
--          or one that it does not take; is_near_miss: true for what is no command.
-- Calls:   command_near, knowledge_plain. Writes: nothing.
create or replace function turno.command_line(p_line text)
returns jsonb
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v_parts text[] := regexp_match(p_line, '^#([^[:space:][:punct:]]+)[:.,;]?(?:\s+(.*))?$');
    v_line text := left(p_line, 200);
    v_value text := nullif(btrim(v_parts[2]), '');
    v_command command;
begin
    select * into v_command from command c where knowledge_plain(v_parts[1]) in (c.word, c.word_it);
    return case
        when v_command.word is null then jsonb_build_object('line', v_line, 'is_near_miss', true, 'reason',
            'this is no command: ' || v_line || coalesce(' (#' || command_near(coalesce(v_parts[1], substring(p_line from '[^[:space:][:punct:]]+'))) || '?)', ''))
        when v_value ~ '^#' then jsonb_build_object('line', v_line, 'reason', 'one command to a line: ' || v_line)
        when v_command.value = 'none' and v_value is not null
            then jsonb_build_object('line', v_line, 'reason', 'this command takes no value: ' || v_line)
        when v_command.value = 'required' and v_value is null
            then jsonb_build_object('line', v_line, 'reason', 'this command needs a value: ' || v_line)
        else jsonb_build_object('word', v_command.word, 'value', v_value, 'line', v_line) end;
end
$$;
comment on function turno.command_line(text) is 'One line of an operator''s mail as a command (M24).';
revoke execute on function turno.command_line(text) from public;
grant execute on function turno.command_line(text) to turno_gateway;
