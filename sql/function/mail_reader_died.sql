-- Purpose: the reader died or stalled on this very mail (M3): once more alone, the second time quarantine.
-- Returns: true when it went to quarantine now.
-- Calls:   lease_guard, quarantine_tell. Writes: mail_job, mail, outbox.
create or replace function turno.mail_reader_died(p_mail bigint, p_reason text, p_owner text, p_epoch bigint)
returns boolean
language plpgsql volatile
as $$
declare
    v_deaths integer;
begin
    perform turno.lease_guard('writer', p_owner, p_epoch);
    update turno.mail_job
    set reader_deaths = reader_deaths + 1, run_after = clock_timestamp()
    where mail_id = p_mail
    returning reader_deaths into v_deaths;
    if coalesce(v_deaths, 0) < 2 then
        return false;
    end if;
    update turno.mail
    set outcome = 'quarantine', reason = p_reason, decided_at = now(),
        trace = jsonb_build_array(jsonb_build_object('step', 'reader', 'died', v_deaths, 'reason', p_reason))
    where id = p_mail and outcome is null;
    delete from turno.mail_job where mail_id = p_mail;
    perform turno.quarantine_tell();
    return true;
end
$$;
comment on function turno.mail_reader_died is 'Counts a death of the reader; the second is quarantine (M3).';
revoke execute on function turno.mail_reader_died from public;
grant execute on function turno.mail_reader_died to turno_gateway;
