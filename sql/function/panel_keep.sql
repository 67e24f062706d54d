-- Purpose: makes the filter panel of an operator's list and keeps it. One statement sees one moment: what it takes note of in panel_change is in
--          what it makes, and what is committed later leaves a note of its own. Panels of others that a note speaks of go with the note.
-- Returns: options as filter_options_read has them; null while another session keeps one, which nobody waits for.
-- Calls:   filter_options_read. Writes: panel, panel_change.
create or replace function turno.panel_keep(p_operator bigint, p_language text)
returns json
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_options json;
begin
    if not pg_try_advisory_xact_lock(hashtext('turno.panel')) then
        return null;
    end if;
    with noted as (delete from panel_change returning id),
    stale as (delete from panel p where (p.operator_id, p.language) <> (p_operator, p_language) and exists (select from noted))
    insert into panel (operator_id, language, options, category_ids, operator_ids)
    select p_operator, p_language, r.options, r.category_ids, r.operator_ids from filter_options_read(p_operator, '{}', '{}', p_language, false) r
    on conflict (operator_id, language) do update
    set options = excluded.options, category_ids = excluded.category_ids, operator_ids = excluded.operator_ids
    returning options into v_options;
    return v_options;
end
$$;
comment on function turno.panel_keep(bigint, text) is 'Makes and keeps the filter panel of an operator (R26).';
alter function turno.panel_keep(bigint, text) owner to turno_gateway;
revoke execute on function turno.panel_keep(bigint, text) from public;
grant execute on function turno.panel_keep(bigint, text) to turno_act;
