-- Purpose: mail of a sender whom operators blocked is filtered, whatever it answers: it stays in the ledger with its trace, and may be tried
--          again. An operator's and our own never is.
-- Returns: decision "filtered"; null for everybody else.
-- Calls:   blocked_by. Writes: nothing.
create or replace function turno.deliver_blocked(p_evidence jsonb, p_sender jsonb)
returns jsonb
language plpgsql stable
as $$
begin
    return (select jsonb_build_object('outcome', 'filtered', 'reason', 'blocked sender: ' || x.pattern,
            'trace', jsonb_build_array(jsonb_build_object('step', 'blocked', 'pattern', x.pattern)))
        from (select coalesce(turno.blocked_by(p_sender ->> 'address'), turno.blocked_by(p_evidence ->> 'from_address')) as pattern
            where p_sender ->> 'kind' in ('contact', 'unknown')) x
        where x.pattern is not null);
end
$$;
comment on function turno.deliver_blocked(jsonb, jsonb) is 'Filters mail of blocked senders.';
revoke execute on function turno.deliver_blocked(jsonb, jsonb) from public;
grant execute on function turno.deliver_blocked(jsonb, jsonb) to turno_gateway;
