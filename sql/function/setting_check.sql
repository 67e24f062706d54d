-- Purpose: a value of the type and within the range that setting_known names for its key.
-- Returns: the value as it is kept; a refusal says what is allowed.
-- Calls:   admin_refuse. Writes: nothing.
create or replace function turno.setting_check(p_key text, p_value text)
returns jsonb
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v_known setting_known;
    v_value text := case when p_value ~ '[[:cntrl:]]' and p_key !~ '^(office\.footer$|privacy\.notice\.)' then null else p_value end;
begin
    select * into v_known from setting_known k where k.key = p_key;
    case v_known.type
        when 'number' then
            if v_value !~ '^[0-9]{1,9}$' or v_value::bigint not between v_known.minimum and v_known.maximum then
                v_value := null;
            end if;
        when 'boolean' then
            v_value := case when lower(v_value) in ('true', 'yes', 'on', '1') then 'true'
                when lower(v_value) in ('false', 'no', 'off', '0') then 'false' end;
        when 'choice' then
            v_value := case when v_value = any (v_known.choices) then v_value end;
        else
            v_value := case when length(v_value) between v_known.minimum and v_known.maximum then v_value end;
    end case;
    if v_value is null then
        perform admin_refuse(case v_known.type
            when 'number' then format('%s is a number from %s to %s.', p_key, v_known.minimum, v_known.maximum)
            when 'boolean' then format('%s is true or false.', p_key)
            when 'choice' then format('%s is one of: %s.', p_key, array_to_string(v_known.choices, ', '))
            else format('%s is a text of %s to %s characters.', p_key, v_known.minimum, v_known.maximum) end, p_key);
    end if;
    return case when v_known.type in ('number', 'boolean') then v_value::jsonb else to_jsonb(v_value) end;
end
$$;
comment on function turno.setting_check(text, text) is 'Refuses a value that its setting cannot have, naming what it can.';
revoke execute on function turno.setting_check(text, text) from public;
grant execute on function turno.setting_check(text, text) to turno_act;
