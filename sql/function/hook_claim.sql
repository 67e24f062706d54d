-- Purpose: take the next calls to be made, for p_seconds. Of each hook at most two are in one process's hands, so that one
--          that is slow or away holds up no other. A message in the app IO gets its link to the ticket here and now (M33).
-- Returns: array of {id, hook, kind, url, secret, event, attempts, payload, ticket, link}; link only of the app IO.
-- Calls:   hook_requeue, link_issue. Writes: hook_call, hook_job, link.
create or replace function turno.hook_claim(p_owner text, p_seconds integer, p_limit integer)
returns jsonb
language plpgsql volatile
as $$
declare
    c_each constant integer := 2;
    v_now timestamptz := clock_timestamp();
    v_calls bigint[];
begin
    perform turno.hook_requeue();
    v_calls := array(select x.hook_call_id from turno.hook h
        cross join lateral (select j.hook_call_id, j.run_after from turno.hook_job j
            where j.hook_id = h.id and j.run_after <= v_now and j.owner is null
            order by j.run_after, j.hook_call_id
            limit greatest(0, c_each - (select count(*) from turno.hook_job b where b.owner = p_owner and b.hook_id = h.id))
            for update skip locked) x
        where h.is_active
        order by x.run_after, x.hook_call_id limit p_limit);
    update turno.hook_job set owner = p_owner, leased_until = v_now + make_interval(secs => p_seconds)
    where hook_call_id = any (v_calls);
    update turno.hook_call set state = 'sending', attempts = attempts + 1 where id = any (v_calls);
    return (select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'hook', h.name, 'kind', h.kind, 'url', h.url,
            'secret', h.secret, 'event', c.event, 'attempts', c.attempts, 'payload', c.payload, 'ticket', c.ticket_id,
            'link', case h.kind when 'app-io' then turno.link_issue(c.ticket_id, c.contact_id) end) order by c.id), '[]')
        from turno.hook_call c join turno.hook h on h.id = c.hook_id where c.id = any (v_calls));
end
$$;
comment on function turno.hook_claim is 'Claims calls to be made.';
revoke execute on function turno.hook_claim from public;
grant execute on function turno.hook_claim to turno_gateway;
