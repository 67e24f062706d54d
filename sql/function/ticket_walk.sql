-- Purpose: one page of more tickets than can be sorted: read in the order of an index, filtered, until the page is full or 10,000 rows
--          were read.
-- Returns: rows in the order of the page, as ticket_find does; where the bound was met a last one with id null, from whose place
--          the next page goes on.
-- Calls:   ticket_place, ticket_dimension, ticket_next, ticket_match. Writes: nothing.
create or replace function turno.ticket_walk(p_filter jsonb, p_sort text, p_language text, p_is_descending boolean,
    p_place text, p_is_back boolean, p_limit integer)
returns table (id bigint, place text)
language plpgsql stable
set search_path = turno, pg_temp
as $$
#variable_conflict use_column
declare
    c_most constant integer := 10000;
    v_falls boolean := p_is_descending <> p_is_back;
    v_turns text[] := coalesce(filter_words(p_filter, 'turn'), '{operator,contact,closed}');
    v_is_filtered boolean := p_filter - 'turn' <> '{}';
    v_chunk integer := case when v_is_filtered then 1000 else p_limit end;
    v_from bigint := (select a.rank from ticket_place(p_place) a);
    v_part record;
    v_place text;
    v_ids bigint[];
    v_places text[];
    v_count bigint;
    v_read bigint := 0;
    v_left bigint := p_limit;
    v_given bigint;
begin
    for v_part in
        select x.value, x.rank from (select d.value, d.rank from ticket_dimension(p_sort, p_language) d
            union all
            select '', 0 where p_sort in ('number', 'updated', 'opened', 'subject', 'contact')) x
        where v_from is null or case when v_falls then x.rank <= v_from else x.rank >= v_from end
        order by case when v_falls then - x.rank else x.rank end
    loop
        v_place := case when v_part.rank = v_from then p_place end;
        loop
            select array_agg(x.id order by x.n), array_agg(x.place order by x.n), count(*) into v_ids, v_places, v_count
            from ticket_next(p_sort, v_part.value, v_part.rank, v_falls, v_turns, v_place, v_chunk) with ordinality x(id, place, n);
            exit when v_count = 0;
            if v_is_filtered then
                return query
                select x.id, x.place from unnest(v_ids, v_places) with ordinality x(id, place, n)
                join ticket_match(v_ids, p_filter) m(id) on m.id = x.id order by x.n limit v_left;
            else
                return query select x.id, x.place from unnest(v_ids, v_places) with ordinality x(id, place, n)
                where x.id is not null order by x.n limit v_left;
            end if;
            get diagnostics v_given = row_count;
            v_left := v_left - v_given;
            v_read := v_read + v_count;
            exit when v_left = 0 or v_count < v_chunk and v_ids[v_count] is not null;
            v_place := v_places[v_count];
            if v_read >= c_most then
                return query select null::bigint, v_place;
                return;
            end if;
        end loop;
        exit when v_left = 0;
    end loop;
end
$$;
comment on function turno.ticket_walk(jsonb, text, text, boolean, text, boolean, integer) is 'One page of a large set of tickets (R26).';
revoke execute on function turno.ticket_walk(jsonb, text, text, boolean, text, boolean, integer) from public;
grant execute on function turno.ticket_walk(jsonb, text, text, boolean, text, boolean, integer) to turno_web;
