-- Purpose: the one form of list, show and set.
-- Returns: {key, value, initial, is_set, type, minimum, maximum, choices, purpose}.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.setting_json(p_key text)
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    select jsonb_build_object('key', k.key, 'value', coalesce(s.value #>> '{}', k.initial), 'initial', k.initial,
        'is_set', s.key is not null, 'type', k.type, 'minimum', k.minimum, 'maximum', k.maximum, 'choices', k.choices,
        'purpose', k.purpose)
    from setting_known k left join setting s on s.key = k.key where k.key = p_key;
$$;
comment on function turno.setting_json(text) is 'A setting as the command line shows it.';
revoke execute on function turno.setting_json(text) from public;
grant execute on function turno.setting_json(text) to turno_act;
