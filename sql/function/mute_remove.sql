-- Purpose: turno mute remove. p: key, as mute_list gives it; or login, event, category (path; of tickets in it only, everywhere without it).
-- Returns: what mute_list returns for him.
-- Calls:   mute_change, operator_find. Writes: notice_mute.
create or replace function turno.mute_remove(p jsonb)
returns jsonb
language sql volatile
set search_path = turno, pg_temp
as $$
    select mute_change(operator_find(v.p ->> 'login'), v.p, false)
    from (select case when p ? 'key' then jsonb_build_object('login', k[1], 'event', k[2], 'category', nullif(k[3], '')) else p end as p
        from (select regexp_match(p ->> 'key', '^(\S+) (\S+) ?(.*)$') as k) m) v;
$$;
comment on function turno.mute_remove(jsonb) is 'Tells an operator of an event again (R34).';
revoke execute on function turno.mute_remove(jsonb) from public;
grant execute on function turno.mute_remove(jsonb) to turno_act;
