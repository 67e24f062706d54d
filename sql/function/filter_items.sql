-- Purpose: a filter as its parts, each of which can be removed.
-- Returns: array of {key, value, label}; the label is a name where value is a number, else the value.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.filter_items(p_filter jsonb, p_language text)
returns jsonb
language plpgsql stable
set search_path = turno, pg_temp
as $$
begin
    return (select coalesce(jsonb_agg(jsonb_build_object('key', f.key, 'value', x.value, 'label', coalesce(case f.key
            when 'contact' then (select k.name from contact k where k.id::text = x.value)
            when 'customer' then (select u.name from customer u where u.id::text = x.value)
            when 'category' then (select c.path from category c where c.id::text = x.value)
            when 'status' then (select case p_language when 'en' then s.name_en else s.name_it end from status s where s.id::text = x.value)
            when 'priority' then (select case p_language when 'en' then r.name_en else r.name_it end from priority r where r.id::text = x.value)
            when 'assignee' then (select o.name from operator o where o.id::text = x.value)
            when 'opened_by' then (select o.name from operator o where o.id::text = x.value) end, x.value)) order by f.n, x.n), '[]')
        from jsonb_each(p_filter) with ordinality f(key, content, n)
        cross join lateral jsonb_array_elements_text(case jsonb_typeof(f.content) when 'array' then f.content
            else jsonb_build_array(f.content) end) with ordinality x(value, n));
end
$$;
comment on function turno.filter_items(jsonb, text) is 'A filter as parts with names (R26).';
revoke execute on function turno.filter_items(jsonb, text) from public;
grant execute on function turno.filter_items(jsonb, text) to turno_web;
