-- Purpose: Deliveries: calls of webhooks and of the app IO for an administrator, newest first (p: state, after (id of the
--          last one seen), limit). Those about a ticket only where he sees it (R9).
-- Returns: {state, calls: [{id, hook, kind, ticket, event, state, attempts, last_status, last_error, created_at, sent_at}],
--          next}. TU002 for whoever is no administrator: for him the page does not exist.
-- Calls:   viewer. Writes: nothing.
create or replace function turno.page_hook_call_list(p jsonb)
returns jsonb
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v_limit integer := least(coalesce((p ->> 'limit')::integer, 25), 500);
begin
    if not exists (select from viewer() v) then
        raise exception using errcode = 'TU004', message = 'Nobody is signed in.';
    elsif not (select v.is_admin from viewer() v) then
        raise exception using errcode = 'TU002', message = 'There is no such page.';
    end if;
    return (select jsonb_build_object('state', p ->> 'state',
            'calls', coalesce(jsonb_agg(to_jsonb(x) - 'n' order by x.n) filter (where x.n <= v_limit), '[]'),
            'next', case when count(*) > v_limit then min(x.id) filter (where x.n = v_limit) end)
        from (select c.id, h.name as hook, h.kind, c.ticket_id as ticket, c.event, c.state, c.attempts, c.last_status,
                c.last_error, c.created_at, c.sent_at, row_number() over (order by c.id desc) as n
            from hook_call c join hook h on h.id = c.hook_id
            where (p ->> 'state' is null or c.state = p ->> 'state') and (p ->> 'after' is null or c.id < (p ->> 'after')::bigint)
            order by c.id desc limit v_limit + 1) x);
end
$$;
comment on function turno.page_hook_call_list(jsonb) is 'Calls of webhooks and of the app IO, for administrators.';
revoke execute on function turno.page_hook_call_list(jsonb) from public;
grant execute on function turno.page_hook_call_list(jsonb) to turno_web;
