-- Purpose: a filter as its parts, each of which can be removed.
-- Returns: array of {key, value, label}; the label is a name where value is a number, else the value.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.filter_items(p_filter jsonb, p_language text)
returns jsonb
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v record;
    v_label text;
    v_items jsonb := '[]';
begin
    -- One by one: a filter has few parts, and all tables in one statement take longer to be prepared than these to be read.
    for v in
        select f.key, x.value, case when x.value ~ '^\d{1,18}$' then x.value::bigint end as id
        from jsonb_each(p_filter) with ordinality f(key, content, n)
        cross join lateral jsonb_array_elements_text(case jsonb_typeof(f.content) when 'array' then f.content
            else jsonb_build_array(f.content) end) with ordinality x(value, n) order by f.n, x.n
    loop
        v_label := null;
        case v.key
            when 'contact' then select k.name into v_label from contact k where k.id = v.id;
            when 'customer' then select u.name into v_label from customer u where u.id = v.id;
            when 'category' then select c.path into v_label from category c where c.id = v.id;
            when 'status' then select case p_language when 'en' then s.name_en else s.name_it end into v_label from status s where s.id = v.id;
            when 'priority' then select case p_language when 'en' then r.name_en else r.name_it end into v_label from priority r where r.id = v.id;
            when 'assignee', 'opened_by' then select o.name into v_label from operator o where o.id = v.id;
            else null;
        end case;
        v_items := v_items || jsonb_build_object('key', v.key, 'value', v.value, 'label', coalesce(v_label, v.value));
    end loop;
    return v_items;
end
$$;
comment on function turno.filter_items(jsonb, text) is 'A filter as parts with names (R26).';
revoke execute on function turno.filter_items(jsonb, text) from public;
grant execute on function turno.filter_items(jsonb, text) to turno_web;
