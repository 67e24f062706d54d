-- Purpose: writes the members that p has; '' means "as the office" where a setting of the office stands behind. A new
--          fallback takes the place of the old one (R10).
-- Returns: the category as shown.
-- Calls:   admin_keys, category_check, category_find, operator_find, category_json. Writes: category.
create or replace function turno.category_change(p_category bigint, p jsonb)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_assign text := coalesce(p ->> 'assign', case when p ->> 'assign_operator' <> '' then 'operator' end);
begin
    perform admin_keys(p, '{path,name,parent,is_hidden,is_fallback,initial_level,instructions,closed_reply,closed_grace_days,asks_place,escalate_notify,assign,assign_operator,retention_days}');
    perform category_check(p_category, p);
    if (p ->> 'is_fallback')::boolean then
        update category set is_fallback = false where is_fallback and id <> p_category;
    end if;
    update category set name = coalesce(p ->> 'name', name),
        parent_id = case when p ? 'parent' then category_find(p ->> 'parent') else parent_id end,
        is_hidden = coalesce((p ->> 'is_hidden')::boolean, is_hidden),
        is_fallback = coalesce((p ->> 'is_fallback')::boolean, is_fallback),
        initial_level = coalesce(p ->> 'initial_level', initial_level),
        instructions = coalesce(p ->> 'instructions', instructions),
        closed_reply = case when p ? 'closed_reply' then nullif(p ->> 'closed_reply', '') else closed_reply end,
        closed_grace_days = case when p ? 'closed_grace_days' then nullif(p ->> 'closed_grace_days', '')::integer
            else closed_grace_days end,
        retention_days = case when p ? 'retention_days' then nullif(p ->> 'retention_days', '')::integer else retention_days end,
        asks_place = coalesce((p ->> 'asks_place')::boolean, asks_place),
        escalate_notify = case when p ? 'escalate_notify' then nullif(p ->> 'escalate_notify', '') else escalate_notify end,
        assign = coalesce(v_assign, assign),
        assign_operator_id = case coalesce(v_assign, assign)
            when 'operator' then case when p ->> 'assign_operator' <> '' then operator_find(p ->> 'assign_operator')
                else assign_operator_id end end
    where id = p_category;
    return category_json(p_category);
end
$$;
comment on function turno.category_change(bigint, jsonb) is 'What category add and set have in common.';
revoke execute on function turno.category_change(bigint, jsonb) from public;
grant execute on function turno.category_change(bigint, jsonb) to turno_act;
