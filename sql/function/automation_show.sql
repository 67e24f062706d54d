-- Purpose: turno automation show (p: name), with its last firings.
-- Returns: as automation_json, and firings: [{ticket, at, state, detail}], the newest first.
-- Calls:   automation_find, automation_json. Writes: nothing.
create or replace function turno.automation_show(p jsonb)
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    select automation_json(x.id) || jsonb_build_object('firings', (select coalesce(jsonb_agg(jsonb_build_object('ticket', f.ticket_id, 'at', f.at,
            'state', f.state, 'detail', f.detail) order by f.id desc), '[]')
        from (select y.* from automation_firing y where y.automation_id = x.id order by y.id desc limit 50) f))
    from (select automation_find(p ->> 'name') as id) x;
$$;
comment on function turno.automation_show(jsonb) is 'An automation with its last firings.';
revoke execute on function turno.automation_show(jsonb) from public;
grant execute on function turno.automation_show(jsonb) to turno_act;
