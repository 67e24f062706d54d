-- Purpose: nothing comes of a mail in triage or quarantine: filtered, with who says so and why (M34). It stays in the ledger and may be tried
--          again.
-- Returns: nothing; TU003 when somebody has dealt with it meanwhile.
-- Calls:   ticket_refuse. Writes: mail.
create or replace function turno.mail_discard(p_mail bigint, p_operator bigint, p_reason text)
returns void
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
begin
    update turno.mail
    set outcome = 'filtered', reason = concat_ws(': ', 'discarded', nullif(p_reason, '')),
        trace = trace || jsonb_build_object('step', 'discarded', 'operator', p_operator, 'reason', p_reason, 'from', outcome)
    where id = p_mail and outcome in ('triage', 'quarantine');
    if not found then
        perform turno.ticket_refuse('This mail does not wait any more: somebody has dealt with it.');
    end if;
end
$$;
comment on function turno.mail_discard(bigint, bigint, text) is 'Nothing comes of a mail in triage (M34).';
alter function turno.mail_discard(bigint, bigint, text) owner to turno_gateway;
revoke execute on function turno.mail_discard(bigint, bigint, text) from public;
grant execute on function turno.mail_discard(bigint, bigint, text) to turno_act;
