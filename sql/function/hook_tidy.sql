-- Purpose: what calls said is forgotten 30 days after they were queued and have ended; that they were made stays. Claims
--          that ran out are given back.
-- Returns: {calls_forgotten, calls_requeued}.
-- Calls:   hook_requeue. Writes: hook_call, hook_job.
create or replace function turno.hook_tidy()
returns jsonb
language plpgsql volatile
as $$
declare
    v_count integer;
begin
    update turno.hook_call set payload = null
    where id in (select c.id from turno.hook_call c where c.payload is not null and c.state in ('sent', 'failed', 'skipped')
        and c.created_at < now() - interval '30 days' limit 1000);
    get diagnostics v_count = row_count;
    return jsonb_build_object('calls_forgotten', v_count, 'calls_requeued', turno.hook_requeue());
end
$$;
comment on function turno.hook_tidy is 'Forgets what old calls said; gives back lost claims.';
revoke execute on function turno.hook_tidy from public;
grant execute on function turno.hook_tidy to turno_gateway;
