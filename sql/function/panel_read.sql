-- Purpose: the filter panel of an operator's list as it was kept, if it offers what is chosen (or, p_all_people, all colleagues).
-- Returns: options as filter_options_read has them; null when none is kept that does, or what it is made of changed since (panel_change).
-- Calls:   nothing. Writes: nothing.
create or replace function turno.panel_read(p_operator bigint, p_language text, p_categories bigint[] default '{}', p_people bigint[] default '{}',
    p_all_people boolean default false)
returns json
language plpgsql stable security definer
set search_path = turno, pg_temp
set plan_cache_mode = force_generic_plan
as $$
begin
    return (select p.options from panel p where p.operator_id = p_operator and p.language = p_language
        and (p_categories = '{}' or p_categories <@ p.category_ids) and (p_people = '{}' or p_people <@ p.operator_ids)
        and (not p_all_people or p.operator_ids is not null) and not exists (select from panel_change));
end
$$;
comment on function turno.panel_read is 'The kept filter panel of an operator (R26).';
alter function turno.panel_read owner to turno_gateway;
revoke execute on function turno.panel_read from public;
grant execute on function turno.panel_read to turno_act;
