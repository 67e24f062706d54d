-- Purpose: the accounts by which mail leaves, for turno outbox accounts. p: {name} for one alone.
-- Returns: array of {name, state: open | throttled | paused, until, waiting, per_minute, per_day, failing_since, reason}.
-- Calls:   account_ready_at. Writes: nothing.
create or replace function turno.account_list(p jsonb default '{}')
returns jsonb
language sql stable
as $$
    select coalesce(jsonb_agg(jsonb_build_object('name', a.name, 'state', case when a.paused_until is not null then 'paused'
                when x.ready_at > clock_timestamp() then 'throttled' else 'open' end,
            'until', case when x.ready_at > clock_timestamp() then x.ready_at end,
            'waiting', (select count(*) from turno.outbox_job j where j.account = a.name),
            'per_minute', a.per_minute, 'per_day', a.per_day, 'failing_since', a.failing_since, 'reason', a.reason)
        order by a.name), '[]')
    from turno.account a cross join lateral (select turno.account_ready_at(a.name) as ready_at) x
    where p ->> 'name' is null or a.name = p ->> 'name';
$$;
comment on function turno.account_list is 'Submission accounts as JSON.';
revoke execute on function turno.account_list from public;
grant execute on function turno.account_list to turno_gateway;
