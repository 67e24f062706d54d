-- Purpose: what the panel of the ticket list offers the viewer to filter by. That of the list without a filter, which is asked for again and
--          again and seldom changes, is kept (panel_read).
-- Returns: as filter_options_read; {} without an operator.
-- Calls:   viewer, panel_read, panel_keep, filter_options_read. Writes: panel (panel_keep).
create or replace function turno.filter_options(p_filter jsonb, p_language text, p_all_people boolean default false)
returns json
language plpgsql stable security definer
set search_path = turno, pg_temp
as $$
declare
    v_me bigint := (select v.operator_id from viewer() v);
begin
    if v_me is null then
        return '{}';
    elsif p_filter = '{}' and not p_all_people then
        return coalesce(panel_read(v_me, p_language), panel_keep(v_me, p_language), filter_options_read(v_me, p_filter, p_language, false));
    end if;
    return filter_options_read(v_me, p_filter, p_language, p_all_people);
end
$$;
comment on function turno.filter_options(jsonb, text, boolean) is 'What the ticket list may be filtered by (R9, R26).';
alter function turno.filter_options(jsonb, text, boolean) owner to turno_act;
revoke execute on function turno.filter_options(jsonb, text, boolean) from public;
grant execute on function turno.filter_options(jsonb, text, boolean) to turno_web;
