-- Purpose: take the next mails to send (M31): state sending, step claimed, lease of p_seconds. Each becomes an
--          envelope here and now; one that may not go or cannot be made fails alone, with its reason. Who claims
--          has nothing in hand, so what is still in his name is forgotten.
-- Returns: array of envelopes (outbox_envelope) in id order.
-- Calls:   outbox_release, outbox_refusal, outbox_envelope, outbox_fail. Writes: outbox, outbox_job, link.
create or replace function turno.outbox_claim(p_owner text, p_seconds integer, p_limit integer)
returns jsonb
language plpgsql volatile
as $$
declare
    v_outbox bigint;
    v_envelopes jsonb[] := '{}';
    v_reason text;
begin
    perform turno.outbox_release(p_owner);
    for v_outbox in
        select j.outbox_id from turno.outbox_job j
        where j.run_after <= clock_timestamp()
        and (j.step = 'waiting' or j.step = 'claimed' and j.leased_until <= clock_timestamp())
        order by j.outbox_id limit p_limit
        for update skip locked
    loop
        v_reason := turno.outbox_refusal(v_outbox);
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
    end loop;
    return to_jsonb(v_envelopes);
end
$$;
comment on function turno.outbox_claim is 'Claims mails to send and gives their envelopes (M31).';
revoke execute on function turno.outbox_claim from public;
grant execute on function turno.outbox_claim to turno_gateway;
