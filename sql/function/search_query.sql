-- Purpose: what a person typed as a query: all words, in Italian, in English or as they are; "a phrase"; -without; or between two.
--          The last word may be the beginning of one. Words that mean nothing count only where there are no others.
-- Returns: a query; an empty one for a text without words. Nothing that is typed is an error.
-- Calls:   search_plain. Writes: nothing.
create or replace function turno.search_query(p_text text)
returns tsquery
language plpgsql immutable
set client_min_messages = warning
as $$
declare
    v_all tsquery := '';
    v_any tsquery := '';
    v_small tsquery := '';
    v_term tsquery;
    v_word text;
    v_is_or boolean := false;
    v_token record;
begin
    for v_token in
        select m[1] = '-' as is_without, coalesce(m[2], m[3]) as text, m[2] is not null as is_phrase,
            row_number() over () = count(*) over () and m[2] is null and p_text !~ '\s$' as is_last
        from regexp_matches(left(p_text, 200), '(-?)(?:"([^"]*)"?|([^\s"]+))', 'g') m
    loop
        v_word := btrim(turno.search_plain(v_token.text));
        if lower(v_token.text) = 'or' and not v_token.is_phrase and numnode(v_all) > 0 then
            v_is_or := true;
            continue;
        end if;
        v_term := phraseto_tsquery('turno.turno_it', v_word) || phraseto_tsquery('turno.turno_en', v_word);
        if numnode(phraseto_tsquery('turno.turno_it', v_word)) = 0 or numnode(phraseto_tsquery('turno.turno_en', v_word)) = 0 then
            v_small := v_small && phraseto_tsquery('turno.turno_simple', v_word);
            continue;
        end if;
        v_term := v_term || phraseto_tsquery('turno.turno_simple', v_word);
        if v_token.is_last and not v_token.is_without and v_word ~ '^[[:alnum:]]{3,}$' then
            v_term := v_term || to_tsquery('turno.turno_simple', quote_literal(v_word) || ':*');
        end if;
        if v_token.is_without then
            v_all := v_all && !! v_term;
        elsif v_is_or then
            v_any := v_any || v_all;
            v_all := v_term;
        else
            v_all := v_all && v_term;
        end if;
        v_is_or := false;
    end loop;
    v_all := v_any || v_all;
    v_all := case when numnode(v_all) = 0 then v_small else v_all end;
    -- What only says what not to find would read everything.
    return case when querytree(v_all) in ('', 'T') then '' else v_all end;
end
$$;
comment on function turno.search_query(text) is 'What a person typed, as a query (R26).';
revoke execute on function turno.search_query(text) from public;
grant execute on function turno.search_query(text) to turno_act, turno_web;
