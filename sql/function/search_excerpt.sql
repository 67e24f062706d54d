-- Purpose: the place of a post's text where the words looked for stand.
-- Returns: array of {text, is_hit}; empty for null, a post that the viewer may not read.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.search_excerpt(p_text text, p_query tsquery)
returns jsonb
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    -- Characters that no text of a post holds mark where a hit begins and ends.
    v_text text := ts_headline('turno.turno_it', translate(left(p_text, 20000), E'\x01\x02\r\n\t', '     '), p_query,
        E'StartSel=\x01, StopSel=\x02, MaxWords=25, MinWords=10, MaxFragments=1');
begin
    return (select coalesce(jsonb_agg(jsonb_build_object('text', x.part, 'is_hit', x.n % 2 = 0) order by x.n) filter (where x.part <> ''), '[]')
        from regexp_split_to_table(v_text, E'[\x01\x02]') with ordinality x(part, n));
end
$$;
comment on function turno.search_excerpt(text, tsquery) is 'Where in a text the words stand that were looked for.';
revoke execute on function turno.search_excerpt(text, tsquery) from public;
grant execute on function turno.search_excerpt(text, tsquery) to turno_web;
