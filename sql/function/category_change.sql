-- Purpose: writes the members that p has. A new fallback takes the place of the old one (R10).
-- Returns: the category as shown.
-- Calls:   admin_keys, admin_choice, admin_refuse, category_find, category_json. Writes: category.
create or replace function turno.category_change(p_category bigint, p jsonb)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
begin
    perform admin_keys(p, '{path,name,parent,is_hidden,is_fallback,initial_level,instructions,closed_reply}');
    perform admin_choice(p, 'initial_level', '{base,advanced}');
    perform admin_choice(p, 'closed_reply', '{new_linked,reopen,reject_notice,append_silent}');
    if (p ->> 'is_fallback')::boolean then
        update category set is_fallback = false where is_fallback and id <> p_category;
    elsif not (p ->> 'is_fallback')::boolean and (select c.is_fallback from category c where c.id = p_category) then
        perform admin_refuse('Mail needs a fallback: make another category the fallback instead.');
    end if;
    if exists (select from category c join category o on o.id <> c.id and lower(o.name) = lower(coalesce(p ->> 'name', c.name))
            and o.parent_id is not distinct from case when p ? 'parent' then category_find(p ->> 'parent') else c.parent_id end
            where c.id = p_category) then
        perform admin_refuse('There is a category of this name in this place already.');
    end if;
    update category set name = coalesce(p ->> 'name', name),
        parent_id = case when p ? 'parent' then category_find(p ->> 'parent') else parent_id end,
        is_hidden = coalesce((p ->> 'is_hidden')::boolean, is_hidden),
        is_fallback = coalesce((p ->> 'is_fallback')::boolean, is_fallback),
        initial_level = coalesce(p ->> 'initial_level', initial_level),
        instructions = coalesce(p ->> 'instructions', instructions),
        closed_reply = coalesce(p ->> 'closed_reply', closed_reply)
    where id = p_category;
    return category_json(p_category);
end
$$;
comment on function turno.category_change(bigint, jsonb) is 'What category add and set have in common.';
revoke execute on function turno.category_change(bigint, jsonb) from public;
