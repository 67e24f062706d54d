-- Purpose: an automation as shown.
-- Returns: {name, trigger, after_hours, rank, is_active, if: [words], then: [words], fired, last_at, failed}; fired counts to 1000.
-- Calls:   automation_condition_text, automation_action_text. Writes: nothing.
create or replace function turno.automation_json(p_automation bigint)
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    select jsonb_build_object('name', a.name, 'trigger', a.trigger, 'after_hours', a.after_hours, 'rank', a.rank, 'is_active', a.is_active,
        'if', (select coalesce(jsonb_agg(automation_condition_text(c) order by c.seq), '[]') from automation_condition c where c.automation_id = a.id),
        'then', (select coalesce(jsonb_agg(automation_action_text(x) order by x.seq), '[]') from automation_action x where x.automation_id = a.id),
        'fired', f.fired, 'failed', f.failed, 'last_at', f.last_at)
    from automation a cross join lateral (
        select count(*) filter (where y.state = 'done') as fired, count(*) filter (where y.state = 'failed') as failed, max(y.at) as last_at
        from (select z.state, z.at from automation_firing z where z.automation_id = a.id order by z.id desc limit 1000) y) f
    where a.id = p_automation;
$$;
comment on function turno.automation_json(bigint) is 'An automation as shown.';
revoke execute on function turno.automation_json(bigint) from public;
grant execute on function turno.automation_json(bigint) to turno_act;
