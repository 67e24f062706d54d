-- Purpose: an answer that is here before what it answers (M16): it waits up to 60 seconds from its coming, before it becomes a new
--          ticket, and is looked at again after 2, 4, 8, 16 and 32. Its job waits, nobody else: those that its sender wrote
--          later follow it, as mail_postpone has it.
-- Returns: true when it is put off.
-- Calls:   evidence_cited, cited_is_missing, deliver_sender, deliver_thread, mail_sender. Writes: mail_job.
create or replace function turno.mail_await(p_mail bigint, p_evidence jsonb)
returns boolean
language plpgsql volatile
as $$
declare
    v_now timestamptz := clock_timestamp();
    v_stored timestamptz := (select m.stored_at from turno.mail m where m.id = p_mail);
    v_until timestamptz := v_stored + interval '60 seconds';
    v_sender jsonb;
begin
    if v_now >= v_until or not exists (select from turno.evidence_cited(p_evidence)) then
        return false;
    end if;
    v_sender := turno.deliver_sender(p_mail, p_evidence);
    if v_sender ->> 'kind' not in ('contact', 'unknown') or not turno.cited_is_missing(p_mail, p_evidence, v_sender)
        or turno.deliver_thread(p_evidence, v_sender) ->> 'ticket' is not null then
        return false;
    end if;
    update turno.mail_job set sender = turno.mail_sender(p_evidence),
        run_after = least(v_until, v_now + greatest(interval '2 seconds', v_now - v_stored))
    where mail_id = p_mail;
    return found;
end
$$;
comment on function turno.mail_await is 'Puts off an answer whose ticket may be known in a moment (M16).';
revoke execute on function turno.mail_await from public;
grant execute on function turno.mail_await to turno_gateway;
