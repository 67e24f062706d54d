-- Purpose: a filter without one of its parts (a key, and a value where it has several).
-- Returns: what is left.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.filter_without(p_filter jsonb, p_key text, p_value text)
returns jsonb
language plpgsql immutable
as $$
begin
    return case when jsonb_typeof(p_filter -> p_key) = 'array' and p_filter -> p_key <> jsonb_build_array(p_value)
            then jsonb_set(p_filter, array[p_key], (p_filter -> p_key) - p_value)
        else p_filter - p_key end;
end
$$;
comment on function turno.filter_without(jsonb, text, text) is 'A filter without one of its parts (R26).';
revoke execute on function turno.filter_without(jsonb, text, text) from public;
grant execute on function turno.filter_without(jsonb, text, text) to turno_web, turno_act;
