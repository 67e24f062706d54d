-- Purpose: senders whose mail is filtered, for turno mail blocked.
-- Returns: array of {sender, reason, operator: login or null, at}, by name.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.sender_blocked_list(p jsonb default '{}')
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    select coalesce(jsonb_agg(jsonb_build_object('sender', b.pattern, 'reason', b.reason, 'operator', o.login, 'at', b.created_at)
        order by b.pattern), '[]')
    from blocked_sender b left join operator o on o.id = b.operator_id;
$$;
comment on function turno.sender_blocked_list(jsonb) is 'Senders whose mail is filtered, for the command line.';
revoke execute on function turno.sender_blocked_list(jsonb) from public;
