-- Purpose: which member of a row a refusal speaks of: the one whose value it quotes, or else a word of it.
-- Returns: its name; null when it quotes none.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.import_culprit(p_values jsonb, p_reason text)
returns text
language sql immutable
set search_path = turno, pg_temp
as $$
    select v.key
    from jsonb_each_text(p_values) v, unnest(array[v.value] || regexp_split_to_array(v.value, '[\s,;]+')) w
    where length(w) > 2 and position(lower(w) in lower(p_reason)) > 0
    order by w = v.value desc, length(w) desc, v.key limit 1;
$$;
comment on function turno.import_culprit(jsonb, text) is 'The column of a CSV file that a refusal speaks of.';
revoke execute on function turno.import_culprit(jsonb, text) from public;
