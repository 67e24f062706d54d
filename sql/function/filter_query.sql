-- Purpose: a filter (as ticket_filter writes it) as the query of an address: filters.category=7&filters.text=a%20b.
-- Returns: text; filters.text= for the empty filter, which says that not even what is kept narrows the list.
-- Calls:   url_encode. Writes: nothing.
create or replace function turno.filter_query(p_filter jsonb)
returns text
language plpgsql immutable
set search_path = turno, pg_temp
as $$
begin
    return coalesce((select string_agg('filters.' || f.key || '=' || url_encode(x.value), '&' order by f.n, x.n)
        from jsonb_each(p_filter) with ordinality f(key, content, n)
        cross join lateral jsonb_array_elements_text(case jsonb_typeof(f.content) when 'array' then f.content
            else jsonb_build_array(f.content) end) with ordinality x(value, n)), 'filters.text=');
end
$$;
comment on function turno.filter_query(jsonb) is 'A filter as part of an address.';
revoke execute on function turno.filter_query(jsonb) from public;
grant execute on function turno.filter_query(jsonb) to turno_web;
