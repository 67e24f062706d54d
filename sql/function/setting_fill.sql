-- Purpose: several settings at once, as a form has them. p: KEY: value, of keys that there are. What is as it was is left alone; what is as at the
--          beginning is not set any more.
-- Returns: {key: names of what changed, by commas}. Refuses as setting_set, the key being the field.
-- Calls:   setting_find, setting_json, setting_set, setting_remove. Writes: what those do.
create or replace function turno.setting_fill(p jsonb)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v record;
    v_was jsonb;
    v_changed text[] := '{}';
begin
    for v in select e.key, e.value #>> '{}' as value from jsonb_each(p) e order by e.key loop
        v_was := setting_json(setting_find(v.key));
        if v.value is distinct from v_was ->> 'value' then
            if v.value is not distinct from v_was ->> 'initial' then
                perform setting_remove(jsonb_build_object('key', v.key));
            else
                perform setting_set(jsonb_build_object('key', v.key, 'value', v.value));
            end if;
            v_changed := v_changed || v.key;
        end if;
    end loop;
    return jsonb_build_object('key', array_to_string(v_changed, ', '));
end
$$;
comment on function turno.setting_fill(jsonb) is 'Changes several settings at once.';
revoke execute on function turno.setting_fill(jsonb) from public;
grant execute on function turno.setting_fill(jsonb) to turno_act;
