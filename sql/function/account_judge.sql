-- Purpose: the circuit breaker. What a server answers for reasons of its own (no connection, no sign-in, 421) pauses the
--          account and leaves the mail as if it had not been tried. Status codes of system, network and policy (4.3.x, 4.4.x,
--          4.7.x; RFC 3463) for three recipients in a row pause it too: one that is greylisted does not. A mail that goes
--          closes the breaker, and so does any other answer to the probe: the server is at work.
-- Returns: the result that the mail itself has: p_result, or "unreachable".
-- Calls:   account_pause. Writes: account; notifies turno_outbox.
create or replace function turno.account_judge(p_account text, p_owner text, p_recipient text, p_result text,
    p_reply text, p_code integer)
returns text
language plpgsql volatile
as $$
declare
    v_struck text[];
    v_is_probe boolean := exists (select from turno.account a where a.name = p_account and a.probed_by = p_owner);
begin
    if p_result = 'unreachable' or p_result = 'deferred' and p_code in (421, 530, 534, 535, 538) then
        perform turno.account_pause(p_account, p_owner, p_reply);
        return 'unreachable';
    elsif p_result in ('deferred', 'uncertain') and p_reply ~ '^4\.[347]\.' then
        update turno.account set struck = case when p_recipient = any (struck) then struck else struck || p_recipient end
        where name = p_account
        returning struck into v_struck;
        if v_is_probe or cardinality(v_struck) >= 3 then
            perform turno.account_pause(p_account, p_owner, p_reply);
        end if;
    elsif p_result = 'sent' or v_is_probe and p_code > 0 then
        update turno.account
        set struck = '{}', pauses = 0, paused_until = null, probed_by = null, failing_since = null, reason = null
        where name = p_account and (paused_until is not null or struck <> '{}');
        if found then
            perform pg_notify('turno_outbox', '');
        end if;
    end if;
    return p_result;
end
$$;
comment on function turno.account_judge is 'Circuit breaker: what an answer says of the submission account.';
revoke execute on function turno.account_judge from public;
grant execute on function turno.account_judge to turno_gateway;
