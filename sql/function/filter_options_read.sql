-- Purpose: what the panel of the ticket list offers an operator to filter by: categories that he is enabled for, with those above them (R9). Of
--          more than a hundred only the roots and what is next to the chosen ones: a filter by a category takes those below it with it.
--          Of more than fifty operators only himself and the chosen ones, unless all are asked for.
--          p_categories and p_people are the chosen ones.
-- Returns: options: {categories: [{id, path}], statuses: [{id, name, colour}], priorities: [{id, name, colour}], operators: [{id, name, is_me}],
--          turns, levels, channels: [{word}], has_levels, is_short: there are more operators}; category_ids, operator_ids: what is offered,
--          null where there is more.
-- Calls:   category_reaches, filter_categories, levels_enabled. Writes: nothing.
create or replace function turno.filter_options_read(p_operator bigint, p_categories bigint[], p_people bigint[], p_language text,
    p_all_people boolean, out options json, out category_ids bigint[], out operator_ids bigint[])
language plpgsql stable security definer
set search_path = turno, pg_temp
set plan_cache_mode = force_generic_plan
as $$
declare
    v_scope bytea := (select o.scope || '' from operator o where o.id = p_operator);
    v_english boolean := p_language = 'en';
    v_is_short boolean := not p_all_people and exists (select from operator o where o.is_active offset 50);
    v_categories jsonb;
    v_is_whole boolean := false;
begin
    if bit_count(v_scope) > 100 then -- one bit of each byte
        -- offset 0: each is looked up by its number, and asked nothing before.
        v_categories := (
            with recursive near as (
                select c.id, c.parent_id, c.path from category c where c.id = any (p_categories)
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
        select c.categories, c.is_whole into v_categories, v_is_whole
        from filter_categories(array(select c.category_id from operator_category c where c.operator_id = p_operator), p_categories) c;
    end if;
    options := json_build_object('categories', coalesce(v_categories, '[]'),
        'statuses', (select json_agg(json_build_object('id', s.id, 'colour', s.colour, 'name', case when v_english then s.name_en else s.name_it end)
            order by array_position('{operator,contact,closed}', s.turn), s.id) from status s),
        'priorities', (select json_agg(json_build_object('id', r.id, 'colour', r.colour, 'name', case when v_english then r.name_en else r.name_it end)
            order by r.rank desc) from priority r),
        'operators', (select json_agg(json_build_object('id', o.id, 'name', o.name, 'is_me', o.id = p_operator)
            order by o.id <> p_operator, lower(o.name), o.id) from operator o
            where o.id = any (p_people || p_operator) or not v_is_short and o.is_active),
        'turns', '[{"word": "operator"}, {"word": "contact"}, {"word": "closed"}]'::jsonb,
        'levels', '[{"word": "base"}, {"word": "advanced"}]'::jsonb, 'channels',
        '[{"word": "mail"}, {"word": "pec"}, {"word": "web"}, {"word": "phone"}, {"word": "desk"}, {"word": "api"}]'::jsonb,
        'has_levels', levels_enabled(), 'is_short', v_is_short);
    if v_is_whole then
        category_ids := array(select (c ->> 'id')::bigint from jsonb_array_elements(v_categories) c);
    end if;
    if not v_is_short then
        operator_ids := array(select o.id from operator o where o.is_active or o.id = p_operator);
    end if;
end
$$;
comment on function turno.filter_options_read is 'What an operator may filter the ticket list by (R9, R26).';
alter function turno.filter_options_read owner to turno_act;
revoke execute on function turno.filter_options_read from public;
grant execute on function turno.filter_options_read to turno_gateway;
