-- Purpose: the commands at the head of an operator's text (M24): lines "#word value", blank ones between them, up to the first other line
--          or to #fine. What comes behind is text, whatever it begins with. A first line that begins with "#" and is no command, or
--          that nearly is one (another mark before the word, none at all, formatting), is a near miss: nobody may get what it says.
-- Returns: {commands: [{word, value, line}], problems: [{line, reason}], is_near_miss, text}; of a near miss text is all of it.
-- Calls:   command_line, command_near, knowledge_plain. Writes: nothing.
create or replace function turno.command_read(p_text text)
returns jsonb
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v_lines text[] := string_to_array(ltrim(replace(coalesce(p_text, ''), E'\r', ''), E' \t\n'), E'\n');
    v_read jsonb := '[]';
    v_line text;
    v_word text;
    v_problems jsonb;
begin
    for v_at in 1 .. least(cardinality(v_lines), 200) loop
        v_line := btrim(translate(v_lines[v_at], U&'\00A0\2007\202F\FF03\FE5F\200B\FEFF\2060', '   ##'), E' \t');
        continue when v_line = '';
        if v_line !~ '^#' then
            if v_read = '[]' then
                v_word := knowledge_plain(substring(v_line from '^[[:space:][:punct:]°§№♯£]*([^[:space:][:punct:]]+)'));
                if v_line ~ '^[[:space:][:punct:]«“‘]+#'
                    or v_line ~ '^[@§°£$%&/=+^~|!№♯]+\s*[^[:space:][:punct:]]' and command_near(v_word) is not null
                    or v_line ~ '^[[:space:][:punct:]]*[^[:space:][:punct:]]+[[:space:][:punct:]]*$'
                        and exists (select from command c where v_word in (c.word, c.word_it) and c.word <> 'end')
                    or v_line ~* '^nota?e?\s*:' then
                    v_read := jsonb_build_array(jsonb_build_object('line', left(v_line, 200), 'is_near_miss', true, 'reason',
                        'this is nearly a command: ' || left(v_line, 200) || coalesce(' (#' || command_near(v_word) || '?)', '')));
                end if;
            end if;
            exit;
        end if;
        v_read := v_read || command_line(v_line);
        v_lines[v_at] := '';
        exit when v_read #>> '{-1,word}' = 'end' or jsonb_array_length(v_read) > 30;
    end loop;
    select coalesce(jsonb_agg(x.problem order by x.n), '[]') into v_problems
    from (select r.n, r.e - 'is_near_miss' as problem from jsonb_array_elements(v_read) with ordinality r(e, n) where r.e ? 'reason'
        union all
        select max(r.n), jsonb_build_object('line', max(r.e ->> 'line'), 'reason', 'this command is there twice: ' || max(r.e ->> 'line'))
        from jsonb_array_elements(v_read) with ordinality r(e, n) where r.e ->> 'word' <> 'cc'
        group by r.e ->> 'word' having count(*) > 1
        union all
        select max(r.n), jsonb_build_object('line', max(r.e ->> 'line'), 'reason', 'these commands exclude each other: '
            || string_agg(r.e ->> 'line', ', ' order by r.n))
        from jsonb_array_elements(v_read) with ordinality r(e, n) join command c on c.word = r.e ->> 'word'
        group by c.aspect having count(distinct c.word) > 1 and c.aspect is not null
        union all
        select 31, jsonb_build_object('line', '', 'reason', 'too many commands: 30 at most') where jsonb_array_length(v_read) > 30) x;
    return jsonb_build_object('problems', v_problems, 'is_near_miss', v_read @? '$[*] ? (@.is_near_miss == true)',
        'commands', jsonb_path_query_array(v_read, '$[*] ? (exists (@.word) && @.word != "end")'),
        'text', case when v_problems = '[]' then btrim(array_to_string(v_lines, E'\n'), E' \t\n')
            else btrim(replace(coalesce(p_text, ''), E'\r', ''), E' \t\n') end);
end
$$;
comment on function turno.command_read(text) is 'The commands at the head of an operator''s text, and what is left (M24).';
revoke execute on function turno.command_read(text) from public;
grant execute on function turno.command_read(text) to turno_gateway;
