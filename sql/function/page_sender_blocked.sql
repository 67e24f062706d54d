-- Purpose: senders whose mail is filtered, for operators with the triage right, the latest first (p: nothing).
-- Returns: array of {sender, reason, operator: name or null, at}, at most 1000; TU004 when nobody is signed in.
-- Calls:   viewer_required. Writes: nothing.
create or replace function turno.page_sender_blocked(p jsonb)
returns jsonb
language plpgsql stable
set search_path = turno, pg_temp
as $$
begin
    perform viewer_required();
    return (select coalesce(jsonb_agg(jsonb_build_object('sender', b.pattern, 'reason', b.reason, 'operator', o.name, 'at', b.created_at)
            order by b.created_at desc, b.pattern), '[]')
        from (select * from blocked_sender order by created_at desc, pattern limit 1000) b left join operator o on o.id = b.operator_id);
end
$$;
comment on function turno.page_sender_blocked(jsonb) is 'Senders whose mail is filtered.';
revoke execute on function turno.page_sender_blocked(jsonb) from public;
grant execute on function turno.page_sender_blocked(jsonb) to turno_web;
