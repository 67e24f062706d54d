-- Purpose: turno hook remove. What it was told goes with it; what it was not yet told must go or be given up first.
-- Returns: an object that names what was removed.
-- Calls:   webhook_find, admin_refuse_used, hook_drop. Writes: hook, hook_call.
create or replace function turno.webhook_remove(p jsonb)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_id bigint := webhook_find(p ->> 'name');
begin
    perform admin_refuse_used(format('Hook %s', p ->> 'name'), '{waiting call}',
        array[(select count(*) from hook_job j where j.hook_id = v_id)]);
    perform hook_drop(v_id);
    delete from hook h where h.id = v_id;
    return jsonb_build_object('removed', p ->> 'name');
end
$$;
comment on function turno.webhook_remove(jsonb) is 'Removes a hook for which no call waits (R13).';
revoke execute on function turno.webhook_remove(jsonb) from public;
grant execute on function turno.webhook_remove(jsonb) to turno_act;
