-- Purpose: tags as a form or a command gives them: a list, or words with commas between.
-- Returns: them in lower case, each once; none when nothing is given.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.tag_words(p jsonb)
returns text[]
language plpgsql immutable
set search_path = turno, pg_temp
as $$
begin
    return (select coalesce(array_agg(distinct lower(btrim(x))), '{}') from jsonb_array_elements_text(case jsonb_typeof(p)
        when 'array' then p when 'string' then to_jsonb(string_to_array(p #>> '{}', ',')) else '[]' end) x where btrim(x) <> '');
end
$$;
comment on function turno.tag_words(jsonb) is 'Tags as a form gives them.';
revoke execute on function turno.tag_words(jsonb) from public;
grant execute on function turno.tag_words(jsonb) to turno_act;
