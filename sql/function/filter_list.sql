-- Purpose: one value or a list of them, as a form or a person gave it, without what does not look like one.
-- Returns: an array of distinct texts; null when nothing is left.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.filter_list(p jsonb, p_shape text)
returns jsonb
language plpgsql immutable
as $$
begin
    return (select jsonb_agg(distinct x.value)
    from jsonb_array_elements_text(case jsonb_typeof(p) when 'array' then p when 'string' then jsonb_build_array(p)
        when 'number' then jsonb_build_array(p) else '[]' end) x(value)
    where x.value ~ ('^(' || p_shape || ')$'));
end
$$;
comment on function turno.filter_list(jsonb, text) is 'Values of a filter that look like such.';
revoke execute on function turno.filter_list(jsonb, text) from public;
grant execute on function turno.filter_list(jsonb, text) to turno_web, turno_act;
