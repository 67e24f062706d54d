-- Purpose: what the headings of a CSV file mean. Case, accents of no weight, dots, dashes and underscores do not count.
-- Returns: the member of each column in order, null for what is not known or stands there twice. p_known: {member: [headings]}.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.import_columns(p_heads jsonb, p_known jsonb)
returns text[]
language sql immutable
set search_path = turno, pg_temp
as $$
    with head as (
        select n, btrim(regexp_replace(translate(lower(h), 'àèéìòù', 'aeeiou'), '[^a-z0-9]+', ' ', 'g')) as word
        from jsonb_array_elements_text(p_heads) with ordinality x(h, n)),
    known as (
        select h.n, k.key, row_number() over (partition by k.key order by h.n) as place
        from head h join jsonb_each(p_known) k on k.value ? h.word)
    select array_agg((select k.key from known k where k.n = h.n and k.place = 1) order by h.n) from head h;
$$;
comment on function turno.import_columns(jsonb, jsonb) is 'Which member each column of a CSV file holds.';
revoke execute on function turno.import_columns(jsonb, jsonb) from public;
