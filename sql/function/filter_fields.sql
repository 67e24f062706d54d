-- Purpose: the fields of the filter panel for a part that takes several values: one for each and one more.
-- Returns: [{value, is_first}].
-- Calls:   filter_words. Writes: nothing.
create or replace function turno.filter_fields(p_filter jsonb, p_member text)
returns jsonb
language plpgsql immutable
set search_path = turno, pg_temp
as $$
begin
    if not p_filter ? p_member then
        return '[{"value": "", "is_first": true}]';
    end if;
    return (select jsonb_agg(jsonb_build_object('value', x.value, 'is_first', x.n = 1) order by x.n)
        from unnest(coalesce(filter_words(p_filter, p_member), '{}') || array['']) with ordinality x(value, n));
end
$$;
comment on function turno.filter_fields(jsonb, text) is 'Fields for the values of a part of a filter (R26).';
revoke execute on function turno.filter_fields(jsonb, text) from public;
grant execute on function turno.filter_fields(jsonb, text) to turno_web, turno_act;
