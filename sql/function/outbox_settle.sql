-- Purpose: how an attempt ended (M31): sent, deferred (again later, by back-off with jitter), failed (outbox_fail), uncertain,
--          or unreachable: the account's fault, the mail waits as if it had not been tried. A mail is given up when servers
--          have put it off for five days, ten times at least: time in which none was asked does not count; or when it has
--          met 421 for so long while others went. Who has lost the row changes nothing, save that a late "sent" clears an
--          "uncertain". p_code: the SMTP reply code, 0 without.
-- Returns: the state afterwards; null when there is no such row.
-- Calls:   account_judge, outbox_fail, outbox_sent, outbox_uncertain. Writes: account, outbox, outbox_job, event, ticket,
--          address.
create or replace function turno.outbox_settle(p_outbox bigint, p_owner text, p_result text, p_reply text,
    p_code integer default 0)
returns text
language plpgsql volatile
as $$
declare
    v_outbox turno.outbox;
    v_account text;
    v_is_mine boolean;
    v_result text := p_result;
begin
    -- First the job, then the row, then the account: in this order claims are renewed and given back.
    select j.account into v_account from turno.outbox_job j where j.outbox_id = p_outbox and j.owner = p_owner for update;
    v_is_mine := found;
    select * into v_outbox from turno.outbox o where o.id = p_outbox for update;
    if not v_is_mine and not (v_outbox.state = 'uncertain' and p_result = 'sent') then
        return v_outbox.state;
    end if;
    v_result := turno.account_judge(v_account, p_owner, lower(v_outbox.recipient), p_result, p_reply, p_code);
    -- 421 for this mail while the account served others in between is the mail's own fault, however often it pauses the account.
    if v_outbox.tried_at < now() - interval '5 days' and (v_result = 'deferred' and v_outbox.attempts >= 10
            or v_result = 'unreachable' and p_code = 421 and exists (select from turno.account a
                where a.name = v_account and a.failing_since > v_outbox.tried_at)) then
        v_result := 'failed';
    end if;
    case v_result
    when 'sent' then
        perform turno.outbox_sent(p_outbox, p_reply);
    when 'failed' then
        -- 5.5.x, 5.6.x and 5.7.x speak of the session or the message, not of the address (RFC 3463 §3).
        perform turno.outbox_fail(p_outbox, p_reply, p_reply ~ '^5\.' and p_reply !~ '^5\.[567]\.');
    when 'deferred' then
        update turno.outbox set state = 'queued', last_reply = p_reply, tried_at = coalesce(tried_at, now()) where id = p_outbox;
        update turno.outbox_job
        set step = 'waiting', owner = null, leased_until = null,
            run_after = clock_timestamp() + least(interval '4 hours',
                interval '1 minute' * power(2, least(v_outbox.attempts, 10) - 1)) * (0.8 + 0.4 * random())
        where outbox_id = p_outbox;
    when 'unreachable' then
        perform turno.outbox_give_back(p_outbox, p_reply, p_code);
    when 'uncertain' then
        perform turno.outbox_uncertain(p_outbox, p_reply);
    else
        raise exception using errcode = '22023', message = format('Unknown result %s of a delivery.', p_result);
    end case;
    return (select o.state from turno.outbox o where o.id = p_outbox);
end
$$;
comment on function turno.outbox_settle is 'Writes how an attempt to send ended (M31).';
revoke execute on function turno.outbox_settle from public;
grant execute on function turno.outbox_settle to turno_gateway;
