-- Purpose: an administrator has mended an account: its pause is over, the next mail probes it.
-- Returns: the account as in account_list; TU003 when none of that name was ever used.
-- Calls:   account_retry, account_list. Writes: account; notifies turno_outbox.
create or replace function turno.account_resume(p jsonb)
returns jsonb
language plpgsql volatile
as $$
begin
    if not turno.account_retry(p ->> 'name') then
        raise exception using errcode = 'TU003', message = format('No mail has left by a submission group "%s" yet.', p ->> 'name');
    end if;
    return turno.account_list(p) -> 0;
end
$$;
comment on function turno.account_resume is 'Ends the pause of a submission account.';
revoke execute on function turno.account_resume from public;
grant execute on function turno.account_resume to turno_gateway;
