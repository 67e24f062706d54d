-- Purpose: look-up with a refusal in words, which names the key that was probably meant.
-- Returns: the key.
-- Calls:   admin_refuse, word_nearest. Writes: nothing.
create or replace function turno.setting_find(p_key text)
returns text
language plpgsql stable
set search_path = turno, pg_temp
as $$
begin
    if not exists (select from setting_known k where k.key = p_key) then
        perform admin_refuse(format('There is no setting "%s"; the nearest is %s. All of them: turno setting list.', p_key,
            word_nearest(p_key, array(select k.key from setting_known k order by k.key))));
    end if;
    return p_key;
end
$$;
comment on function turno.setting_find(text) is 'The known setting of a name, for commands that name one.';
revoke execute on function turno.setting_find(text) from public;
grant execute on function turno.setting_find(text) to turno_act;
