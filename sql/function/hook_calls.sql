-- Purpose: turno hook calls, newest first. p: {state, hook, ticket, before (id), limit (default 100, at most 1000)}.
-- Returns: array of objects as hook_call_json.
-- Calls:   admin_choice, webhook_find, hook_call_json. Writes: nothing.
create or replace function turno.hook_calls(p jsonb default '{}')
returns jsonb
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v_hook bigint := case when p ? 'hook' then webhook_find(p ->> 'hook') end;
begin
    perform admin_choice(p, 'state', '{queued,sending,sent,failed,skipped}');
    return (select coalesce(jsonb_agg(hook_call_json(x.id) order by x.id desc), '[]')
        from (select c.id from hook_call c
            where (p ->> 'state' is null or c.state = p ->> 'state')
                and (v_hook is null or c.hook_id = v_hook)
                and (p ->> 'ticket' is null or c.ticket_id = (p ->> 'ticket')::bigint)
                and (p ->> 'before' is null or c.id < (p ->> 'before')::bigint)
            order by c.id desc limit least(1000, coalesce((p ->> 'limit')::integer, 100))) x);
end
$$;
comment on function turno.hook_calls(jsonb) is 'Calls as JSON, newest first.';
revoke execute on function turno.hook_calls(jsonb) from public;
