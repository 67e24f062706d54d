-- Purpose: turno mute list. p: login (all operators without it).
-- Returns: array of {key: the three of them, login, event, category}.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.mute_list(p jsonb)
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    select coalesce(jsonb_agg(jsonb_build_object('key', concat_ws(' ', o.login, m.event, c.path), 'login', o.login, 'event', m.event, 'category', c.path)
        order by o.login, m.event, c.path nulls first), '[]')
    from notice_mute m join operator o on o.id = m.operator_id left join category c on c.id = m.category_id
    where p ->> 'login' is null or o.login = p ->> 'login';
$$;
comment on function turno.mute_list(jsonb) is 'What operators do not want to be told of (R34).';
revoke execute on function turno.mute_list(jsonb) from public;
grant execute on function turno.mute_list(jsonb) to turno_act;
