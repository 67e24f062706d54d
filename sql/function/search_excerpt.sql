-- Purpose: the place of a post where the words looked for stand.
-- Returns: array of {text, is_hit}; empty when the viewer may not read the post.
-- Calls:   search_query. Writes: nothing.
create or replace function turno.search_excerpt(p_post bigint, p_text text)
returns jsonb
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    -- Characters that no text of a post holds mark where a hit begins and ends.
    v_text text := (select ts_headline('turno.turno_it', translate(left(p.visible_text, 20000), E'\x01\x02\r\n\t', '     '), search_query(p_text),
        E'StartSel=\x01, StopSel=\x02, MaxWords=25, MinWords=10, MaxFragments=1') from post p where p.id = p_post);
begin
    return (select coalesce(jsonb_agg(jsonb_build_object('text', x.part, 'is_hit', x.n % 2 = 0) order by x.n) filter (where x.part <> ''), '[]')
        from regexp_split_to_table(v_text, E'[\x01\x02]') with ordinality x(part, n));
end
$$;
comment on function turno.search_excerpt(bigint, text) is 'Where in a post the words stand that were looked for.';
revoke execute on function turno.search_excerpt(bigint, text) from public;
grant execute on function turno.search_excerpt(bigint, text) to turno_web;
