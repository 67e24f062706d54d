-- Purpose: a member of a filter for comparisons.
-- Returns: its values; null when there is no such member.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.filter_words(p_filter jsonb, p_member text)
returns text[]
language plpgsql immutable
as $$
begin
    return (select case when p_filter ? p_member then array(select x.value from jsonb_array_elements_text(p_filter -> p_member) x(value)) end);
end
$$;
comment on function turno.filter_words(jsonb, text) is 'Words of a filter''s member.';
revoke execute on function turno.filter_words(jsonb, text) from public;
grant execute on function turno.filter_words(jsonb, text) to turno_web, turno_act;
