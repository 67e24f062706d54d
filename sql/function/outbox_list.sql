-- Purpose: the outbox, newest first. p: {state, ticket, before (id), limit (default 100, at most 1000)}.
-- Returns: array of objects as outbox_json.
-- Calls:   outbox_json. Writes: nothing.
create or replace function turno.outbox_list(p jsonb default '{}')
returns jsonb
language sql stable
as $$
    select coalesce(jsonb_agg(turno.outbox_json(x.id) order by x.id desc), '[]')
    from (select o.id from turno.outbox o
        where (p ->> 'state' is null or o.state = p ->> 'state')
        and (p ->> 'ticket' is null or o.ticket_id = (p ->> 'ticket')::bigint)
        and (p ->> 'before' is null or o.id < (p ->> 'before')::bigint)
        order by o.id desc limit least(1000, coalesce((p ->> 'limit')::integer, 100))) x;
$$;
comment on function turno.outbox_list is 'The outbox as JSON, newest first.';
revoke execute on function turno.outbox_list from public;
grant execute on function turno.outbox_list to turno_gateway;
