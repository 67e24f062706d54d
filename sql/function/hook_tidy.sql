-- Purpose: what calls said is forgotten 30 days after they were queued and have ended; that they were made stays. Claims
--          that ran out are given back. Requests of the API are known for 48 hours.
-- Returns: {calls_forgotten, calls_requeued, requests}.
-- Calls:   hook_requeue. Writes: hook_call, hook_job, api_request.
create or replace function turno.hook_tidy()
returns jsonb
language plpgsql volatile
as $$
declare
    v_count integer;
    v_requests integer;
begin
    update turno.hook_call set payload = null
    where id in (select c.id from turno.hook_call c where c.payload is not null and c.state in ('sent', 'failed', 'skipped')
        and c.created_at < now() - interval '30 days' limit 1000);
    get diagnostics v_count = row_count;
    delete from turno.api_request where created_at < now() - interval '48 hours';
    get diagnostics v_requests = row_count;
    return jsonb_build_object('calls_forgotten', v_count, 'calls_requeued', turno.hook_requeue(), 'requests', v_requests);
end
$$;
comment on function turno.hook_tidy is 'Forgets what old calls said; gives back lost claims.';
revoke execute on function turno.hook_tidy from public;
grant execute on function turno.hook_tidy to turno_gateway;
