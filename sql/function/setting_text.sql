-- Purpose: an office-wide choice as text.
-- Returns: the value of the setting, or p_default when there is none.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.setting_text(p_key text, p_default text)
returns text
language plpgsql stable parallel safe
as $$
begin
    return (select coalesce((select s.value #>> '{}' from turno.setting s where s.key = p_key), p_default));
end
$$;
comment on function turno.setting_text is 'Value of a setting as text, or the default given.';
revoke execute on function turno.setting_text from public;
grant execute on function turno.setting_text to turno_gateway, turno_act;
