-- Purpose: a member of a filter for comparisons.
-- Returns: its values as numbers, those that are words or longer than an id left out; null when there is no such member.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.filter_ids(p_filter jsonb, p_member text)
returns bigint[]
language plpgsql immutable
as $$
begin
    return (select case when p_filter ? p_member then array(
        select x.value::bigint from jsonb_array_elements_text(p_filter -> p_member) x(value) where x.value ~ '^\d{1,18}$') end);
end
$$;
comment on function turno.filter_ids(jsonb, text) is 'Numbers of a filter''s member.';
revoke execute on function turno.filter_ids(jsonb, text) from public;
grant execute on function turno.filter_ids(jsonb, text) to turno_web, turno_act;
