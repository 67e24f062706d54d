-- Purpose: what the panel of the ticket list offers the viewer to filter by. It is asked for with every list and seldom changes, so it is
--          kept as it is for a list without a filter (panel_read).
-- Returns: as filter_options_read; {} without an operator.
-- Calls:   viewer, filter_ids, panel_read, panel_keep, filter_options_read. Writes: panel (panel_keep).
create or replace function turno.filter_options(p_filter jsonb, p_language text, p_all_people boolean default false)
returns json
language plpgsql stable security definer
set search_path = turno, pg_temp
as $$
declare
    v_me bigint := (select v.operator_id from viewer() v);
    v_categories bigint[] := coalesce(filter_ids(p_filter, 'category'), '{}');
    v_people bigint[] := coalesce(filter_ids(p_filter, 'assignee'), '{}') || coalesce(filter_ids(p_filter, 'opened_by'), '{}');
    v_language text := case when p_language = 'en' then 'en' else 'it' end;
    v_options json;
begin
    if v_me is null then
        return '{}';
    end if;
    v_options := panel_read(v_me, v_language, v_categories, v_people, p_all_people);
    if v_options is null and v_categories = '{}' and v_people = '{}' and not p_all_people then
        v_options := panel_keep(v_me, v_language);
    end if;
    return coalesce(v_options, (select r.options from filter_options_read(v_me, v_categories, v_people, v_language, p_all_people) r));
end
$$;
comment on function turno.filter_options(jsonb, text, boolean) is 'What the ticket list may be filtered by (R9, R26).';
alter function turno.filter_options(jsonb, text, boolean) owner to turno_act;
revoke execute on function turno.filter_options(jsonb, text, boolean) from public;
grant execute on function turno.filter_options(jsonb, text, boolean) to turno_web;
