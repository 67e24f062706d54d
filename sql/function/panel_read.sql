-- Purpose: the filter panel of an operator's list as it was kept.
-- Returns: as filter_options_read without a filter; null when none is kept, or what it is made of changed since (panel_change).
-- Calls:   nothing. Writes: nothing.
create or replace function turno.panel_read(p_operator bigint, p_language text)
returns json
language plpgsql stable security definer
set search_path = turno, pg_temp
set plan_cache_mode = force_generic_plan
as $$
begin
    return (select p.options from panel p where p.operator_id = p_operator and p.language = p_language and not exists (select from panel_change));
end
$$;
comment on function turno.panel_read(bigint, text) is 'The kept filter panel of an operator (R26).';
alter function turno.panel_read(bigint, text) owner to turno_gateway;
revoke execute on function turno.panel_read(bigint, text) from public;
grant execute on function turno.panel_read(bigint, text) to turno_act;
