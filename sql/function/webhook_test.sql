-- Purpose: turno hook test: a call that says nothing but that it is a test.
-- Returns: the call as shown.
-- Calls:   webhook_find, admin_refuse, hook_add, hook_call_json. Writes: hook_call, hook_job; notifies turno_hook.
create or replace function turno.webhook_test(p jsonb)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_call bigint := hook_add(webhook_find(p ->> 'name'), null, 'test');
begin
    if v_call is null then
        perform admin_refuse('Only a webhook that is switched on can be tested; the app IO takes messages to contacts only.');
    end if;
    return hook_call_json(v_call);
end
$$;
comment on function turno.webhook_test(jsonb) is 'Queues a test call of a webhook.';
revoke execute on function turno.webhook_test(jsonb) from public;
grant execute on function turno.webhook_test(jsonb) to turno_act;
