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
            when 'contact' then (select k.name from contact k where k.id = x.id)
            when 'customer' then (select u.name from customer u where u.id = x.id)
            when 'category' then (select c.path from category c where c.id = x.id)
            when 'status' then (select case p_language when 'en' then s.name_en else s.name_it end from status s where s.id = x.id)
            when 'priority' then (select case p_language when 'en' then r.name_en else r.name_it end from priority r where r.id = x.id)
            when 'assignee' then (select o.name from operator o where o.id = x.id)
            when 'opened_by' then (select o.name from operator o where o.id = x.id) end, x.value)) order by f.n, x.n), '[]')
        from jsonb_each(p_filter) with ordinality f(key, content, n)
        cross join lateral (select e.value, case when e.value ~ '^\d{1,18}$' then e.value::bigint end as id, e.n
            from jsonb_array_elements_text(case jsonb_typeof(f.content) when 'array' then f.content
                else jsonb_build_array(f.content) end) with ordinality e(value, n)) x);
end
$$;
comment on function turno.filter_items(jsonb, text) is 'A filter as parts with names (R26).';
revoke execute on function turno.filter_items(jsonb, text) from public;
grant execute on function turno.filter_items(jsonb, text) to turno_web;
