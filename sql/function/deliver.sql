-- Purpose: decide one mail in the caller's transaction, and keep its errors its own: SQLSTATE classes 22, 23,
--          P0, ours, and what a size or a shape of a mail can cause (21, 54) come back as data; everything
--          else (40, 42, 53, 55, 57, 58, XX, a lost lease) is raised again and blames nobody. The third refusal is quarantine (M3).
-- Returns: the verdict (mail_verdict); of a refused mail the same with outcome null and error. A mail that is
--          decided already gives its verdict again and changes nothing.
--          One that must wait for its sender's turn, or for what it answers, has outcome null and postponed true.
-- Calls:   lease_guard, pec_effective, mail_postpone, mail_await, mail_name, mail_sender, deliver_decide, mail_decide, mail_verdict, quarantine_tell. Writes: what
--          those write; mail_job.
create or replace function turno.deliver(p_mail bigint, p_evidence jsonb, p_owner text, p_epoch bigint)
returns jsonb
language plpgsql volatile
as $$
declare
    v_outcome text;
    v_job turno.mail_job;
    v_state text;
    v_error text;
    v_evidence jsonb := turno.pec_effective(p_mail, p_evidence);
begin
    perform turno.lease_guard('writer', p_owner, p_epoch);
    select m.outcome into v_outcome from turno.mail m where m.id = p_mail for update;
    if not found then
        raise exception using errcode = 'TU002', message = format('There is no mail %s.', p_mail);
    end if;
    if v_outcome is not null then
        return turno.mail_verdict(p_mail) || '{"notify": false}';
    end if;
    begin
        if turno.mail_postpone(p_mail, v_evidence) or turno.mail_await(p_mail, v_evidence) then
            perform turno.mail_name(p_mail, v_evidence);
            return turno.mail_verdict(p_mail) || '{"postponed": true}';
        end if;
        perform turno.mail_decide(p_mail, v_evidence, turno.deliver_decide(p_mail, v_evidence));
        return turno.mail_verdict(p_mail);
    exception when others then
        get stacked diagnostics v_state = returned_sqlstate, v_error = message_text;
        if left(v_state, 2) not in ('21', '22', '23', '54', 'P0', 'TU') or v_state = 'TU001' then
            raise;
        end if;
    end;
    v_error := v_state || ': ' || v_error;
    perform turno.mail_name(p_mail, v_evidence);
    update turno.mail_job
    set failures = failures + 1, sender = turno.mail_sender(v_evidence),
        run_after = clock_timestamp() + make_interval(secs => 2 * (failures + 1))
    where mail_id = p_mail
    returning * into v_job;
    -- Its sender's later mails wait as long: they are decided in their order.
    update turno.mail_job j set run_after = greatest(j.run_after, v_job.run_after)
    where j.mailbox_id = v_job.mailbox_id and j.sender = v_job.sender and j.mail_id > p_mail;
    if v_job.failures >= 3 then
        perform turno.mail_decide(p_mail, v_evidence, jsonb_build_object('outcome', 'quarantine', 'reason', v_error,
            'trace', jsonb_build_array(jsonb_build_object('step', 'error', 'failures', v_job.failures, 'error', v_error))));
        perform turno.quarantine_tell();
    end if;
    return turno.mail_verdict(p_mail) || jsonb_build_object('error', v_error);
end
$$;
comment on function turno.deliver is 'Decides one mail; its own errors come back as data (M3).';
revoke execute on function turno.deliver from public;
grant execute on function turno.deliver to turno_gateway;
