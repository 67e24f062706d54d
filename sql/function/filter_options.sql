-- Purpose: what the panel of the ticket list offers to filter by: categories that the operator is enabled for, with those above them (R9). Of
--          more than a hundred only the roots and what is next to the chosen ones: a filter by a category takes those below it with it.
--          Of more than fifty operators only himself and the chosen ones, unless all are asked for.
-- Returns: nothing without an operator, else {categories: [{id, path}], statuses: [{id, name, colour}], priorities: [{id, name, colour}], operators: [{id, name, is_me}], turns,
--          levels, channels: [{word}], is_short: there are more operators, and of what takes several values a field for each and one more: category_fields, assignee_fields,
--          tag_fields: [{value, is_first}], none: the word for nobody, has_levels, has_more: something of the panel's second half narrows the list}.
-- Calls:   viewer, category_reaches, filter_categories, filter_fields, filter_ids, levels_enabled. Writes: nothing.
create or replace function turno.filter_options(p_filter jsonb, p_language text, p_all_people boolean default false)
returns jsonb
language plpgsql stable security definer
set search_path = turno, pg_temp
set plan_cache_mode = force_generic_plan
as $$
declare
    c_empty constant jsonb := '[{"value": "", "is_first": true}]';
    v_me bigint;
    v_scope bytea;
    v_english boolean := p_language = 'en';
    v_chosen bigint[] := coalesce(filter_ids(p_filter, 'category'), '{}');
    v_is_short boolean := not p_all_people and exists (select from operator o where o.is_active offset 50);
    v_categories jsonb;
    v_people bigint[] := coalesce(filter_ids(p_filter, 'assignee'), '{}') || coalesce(filter_ids(p_filter, 'opened_by'), '{}');
begin
    select o.id, o.scope || '' into v_me, v_scope from viewer() v join operator o on o.id = v.operator_id;
    if v_me is null then
        return '{}';
    end if;
    if bit_count(v_scope) > 100 then -- one bit of each byte
        -- offset 0: each is looked up by its number, and asked nothing before.
        v_categories := (
            with recursive near as (
                select c.id, c.parent_id, c.path from category c where c.id = any (v_chosen)
                union
                select c.id, c.parent_id, c.path from near n cross join lateral (select c.* from category c where c.id = n.parent_id offset 0) c)
            select jsonb_agg(jsonb_build_object('id', x.id, 'path', x.path) order by lower(x.path))
            from (select c.id, c.path from category c where c.parent_id is null and category_reaches(c.id, v_scope)
                union
                select n.id, n.path from near n
                union
                select c.id, c.path from near n cross join lateral (select c.* from category c where c.parent_id = n.id offset 0) c
                where category_reaches(c.id, v_scope)) x);
    else
        v_categories := filter_categories(array(select c.category_id from operator_category c where c.operator_id = v_me), v_chosen);
    end if;
    return jsonb_build_object('categories', coalesce(v_categories, '[]'),
        'statuses', (select jsonb_agg(jsonb_build_object('id', s.id, 'colour', s.colour, 'name', case when v_english then s.name_en else s.name_it end)
            order by array_position('{operator,contact,closed}', s.turn), s.id) from status s),
        'priorities', (select jsonb_agg(jsonb_build_object('id', r.id, 'colour', r.colour, 'name', case when v_english then r.name_en else r.name_it end)
            order by r.rank desc) from priority r),
        'operators', (select jsonb_agg(jsonb_build_object('id', o.id, 'name', o.name, 'is_me', o.id = v_me)
            order by o.id <> v_me, lower(o.name), o.id) from operator o
            where o.id = any (v_people || v_me) or not v_is_short and o.is_active),
        'category_fields', case when p_filter ? 'category' then filter_fields(p_filter, 'category') else c_empty end, 'assignee_fields', case when p_filter ? 'assignee' then filter_fields(p_filter, 'assignee') else c_empty end,
        'tag_fields', case when p_filter ? 'tag' then filter_fields(p_filter, 'tag') else c_empty end, 'none', 'none', 'turns', '[{"word": "operator"}, {"word": "contact"}, {"word": "closed"}]'::jsonb,
        'levels', '[{"word": "base"}, {"word": "advanced"}]'::jsonb, 'channels',
        '[{"word": "mail"}, {"word": "pec"}, {"word": "web"}, {"word": "phone"}, {"word": "desk"}, {"word": "api"}]'::jsonb,
        'has_levels', levels_enabled(), 'is_short', v_is_short,
        'has_more', p_filter ?| '{turn,channel,opened_by,tag,created_from,created_to,updated_from,updated_to}');
end
$$;
comment on function turno.filter_options(jsonb, text, boolean) is 'What the ticket list may be filtered by (R9, R26).';
alter function turno.filter_options(jsonb, text, boolean) owner to turno_act;
revoke execute on function turno.filter_options(jsonb, text, boolean) from public;
grant execute on function turno.filter_options(jsonb, text, boolean) to turno_web;
