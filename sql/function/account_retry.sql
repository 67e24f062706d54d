-- Purpose: what kept an account from sending was mended: its pause is over, the next mail probes it.
-- Returns: whether there is such an account.
-- Calls:   nothing. Writes: account; notifies turno_outbox.
create or replace function turno.account_retry(p_account text)
returns boolean
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
begin
    update account a
    set paused_until = case when a.paused_until is not null then clock_timestamp() end, pauses = 0, probed_by = null
    where a.name = p_account;
    if found then
        notify turno_outbox;
    end if;
    return found;
end
$$;
comment on function turno.account_retry(text) is 'Ends the pause of a submission account.';
alter function turno.account_retry(text) owner to turno_gateway;
revoke execute on function turno.account_retry(text) from public;
grant execute on function turno.account_retry(text) to turno_act;
