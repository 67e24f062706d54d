-- Purpose: takes the rows of a CSV file one by one by a function that says what became of each: {outcome: added | changed |
--          unchanged, warnings}. A row that is refused leaves nothing behind, and the others go on.
-- Returns: {added, changed, unchanged, refused: [{line, column, reason}], warnings: the same, ignored: [headings], is_done}.
--          p: rows: [{line, fields}], the first being the headings; dry_run: nothing is kept; all_or_nothing: nothing is kept
--          when a row is refused. p_needs: members of which the file must hold one.
-- Calls:   import_columns, import_culprit, admin_keys, admin_refuse, and p_function. Writes: what that does.
create or replace function turno.import_run(p jsonb, p_known jsonb, p_needs text[], p_function text)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_heads jsonb := p #> '{rows,0,fields}';
    v_members text[] := import_columns(v_heads, p_known);
    v_row jsonb;
    v_values jsonb;
    v_answer jsonb;
    v_reason text;
    v_member text;
    v_counts jsonb := '{"added": 0, "changed": 0, "unchanged": 0}';
    v_refused jsonb[] := '{}';
    v_warnings jsonb[] := '{}';
    v_is_done boolean := true;
begin
    perform admin_keys(p, '{rows,dry_run,all_or_nothing}');
    if not coalesce(v_members, '{}') && p_needs then
        perform admin_refuse(format('The first row must hold headings, and one of them must be %s.',
            (select string_agg(format('"%s"', p_known -> n ->> 0), ' or ') from unnest(p_needs) n)));
    end if;
    begin
        for v_row in select r from jsonb_array_elements(p -> 'rows') with ordinality x(r, n) where n > 1 order by n loop
            select coalesce(jsonb_object_agg(m, btrim(case when m in ('notes', 'instructions') then f
                else regexp_replace(f, '[[:cntrl:][:space:]]+', ' ', 'g') end)), '{}') into v_values
            from jsonb_array_elements_text(v_row -> 'fields') with ordinality x(f, n)
            join unnest(v_members) with ordinality y(m, n) using (n) where m is not null and btrim(f) <> '';
            begin
                execute format('select turno.%I($1)', p_function) into v_answer using v_values;
                v_counts := jsonb_set(v_counts, array[v_answer ->> 'outcome'],
                    to_jsonb((v_counts ->> (v_answer ->> 'outcome'))::integer + 1));
                v_warnings := v_warnings || array(select jsonb_build_object('line', v_row -> 'line', 'column',
                        v_heads -> (array_position(v_members, w ->> 'field') - 1), 'reason', w -> 'message')
                    from jsonb_array_elements(v_answer -> 'warnings') w);
            exception when sqlstate 'TU003' or data_exception or integrity_constraint_violation then
                get stacked diagnostics v_member = column_name;
                v_member := case when v_member = any (v_members) then v_member else import_culprit(v_values, sqlerrm) end;
                v_reason := case sqlstate when 'TU003' then sqlerrm else 'A value is not what its column takes.' end;
                v_refused := v_refused || jsonb_build_object('line', v_row -> 'line', 'reason', v_reason,
                    'column', case when v_member is not null then v_heads -> (array_position(v_members, v_member) - 1) end);
            end;
        end loop;
        if (p ->> 'dry_run')::boolean or ((p ->> 'all_or_nothing')::boolean and v_refused <> '{}') then
            raise exception using errcode = 'TU000', message = 'nothing is kept';
        end if;
    exception when sqlstate 'TU000' then
        v_is_done := false;
    end;
    return v_counts || jsonb_build_object('refused', to_jsonb(v_refused), 'warnings', to_jsonb(v_warnings), 'is_done', v_is_done,
        'ignored', (select coalesce(jsonb_agg(v_heads -> (n - 1)::integer order by n), '[]')
            from unnest(v_members) with ordinality x(m, n) where m is null and v_heads ->> (n - 1)::integer <> ''));
end
$$;
comment on function turno.import_run(jsonb, jsonb, text[], text) is 'Takes rows of a CSV file, and reports on each that it refused.';
revoke execute on function turno.import_run(jsonb, jsonb, text[], text) from public;
