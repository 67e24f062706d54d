-- Purpose: take the next mails of an account to send (M31), by outbox_next: state sending, step claimed, lease of p_seconds.
--          Each becomes an envelope here and now; one that may not go or cannot be made fails alone, with its reason. Who
--          claims has nothing in hand, so what is still in his name is forgotten. A mail that must wait for a limit or a
--          pause keeps its attempts. Every eighth claim takes what has waited a quarter of an hour, whatever its rank.
-- Returns: array of envelopes (outbox_envelope), the first to be sent first; empty when nothing may be sent now.
-- Calls:   outbox_release, outbox_requeue, account_enter, account_ready_at, account_buckets, outbox_next, outbox_refusal,
--          outbox_pace, outbox_envelope, outbox_fail, throttle_take. Writes: outbox, outbox_job, account, link, throttle.
create or replace function turno.outbox_claim(p_owner text, p_seconds integer, p_limit integer, p_account text,
    p_per_minute integer default 0, p_per_day integer default 0)
returns jsonb
language plpgsql volatile
as $$
declare
    c_put_off constant integer := 100; -- mails that one claim sends into later places
    v_gate text;
    v_age interval;
    v_outbox bigint;
    v_envelopes jsonb[] := '{}';
    v_reason text;
    v_busy bigint[] := '{}';
    v_wait double precision;
begin
    perform turno.outbox_release(p_owner);
    perform turno.outbox_requeue();
    v_gate := turno.account_enter(p_account, p_per_minute, p_per_day);
    v_age := case when v_gate = 'probe' then interval '0'
        when nextval('turno.outbox_turn') % 8 = 0 then interval '15 minutes' end;
    for i in 1 .. p_limit + c_put_off loop
        exit when v_gate is null or cardinality(v_envelopes) = case v_gate when 'probe' then 1 else p_limit end
            or turno.account_ready_at(p_account) > clock_timestamp();
        v_outbox := turno.outbox_next(p_account, v_age, v_busy);
        exit when v_outbox is null;
        v_reason := turno.outbox_refusal(v_outbox);
        v_wait := case when v_reason is null then turno.outbox_pace(v_outbox) else 0 end;
        if v_wait is null then
            v_busy := v_busy || v_outbox;
        end if;
        continue when v_wait is distinct from 0;
        if v_reason is null then
            begin
                v_envelopes := v_envelopes || turno.outbox_envelope(v_outbox);
            exception when data_exception or integrity_constraint_violation or raise_exception or sqlstate 'TU003' then
                v_reason := 'cannot be composed: ' || sqlerrm;
            end;
        end if;
        if v_reason is not null then
            perform turno.outbox_fail(v_outbox, v_reason, false);
            continue;
        end if;
        update turno.outbox_job
        set step = 'claimed', owner = p_owner, leased_until = clock_timestamp() + make_interval(secs => p_seconds)
        where outbox_id = v_outbox;
        update turno.outbox set state = 'sending', attempts = attempts + 1 where id = v_outbox;
        perform turno.throttle_take(b.key, b.burst, b.per_second)
        from turno.account_buckets(p_account, p_per_minute, p_per_day) b;
    end loop;
    if v_gate = 'probe' and cardinality(v_envelopes) > 0 then
        update turno.account set probed_by = p_owner, paused_until = clock_timestamp() + make_interval(secs => p_seconds)
        where name = p_account;
    end if;
    return to_jsonb(v_envelopes);
end
$$;
comment on function turno.outbox_claim is 'Claims mails to send and gives their envelopes (M31).';
revoke execute on function turno.outbox_claim from public;
grant execute on function turno.outbox_claim to turno_gateway;
