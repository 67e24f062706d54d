-- Purpose: where a mailbox stands (M1).
-- Returns: highest UID in the ledger under this UIDVALIDITY, 0 when there is none.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.mail_last_uid(p_mailbox bigint, p_uidvalidity bigint)
returns bigint
language plpgsql stable
as $$
begin
    return (select coalesce(max(m.uid), 0) from turno.mail m
        where m.mailbox_id = p_mailbox and m.uidvalidity = p_uidvalidity);
end
$$;
comment on function turno.mail_last_uid is 'Highest UID in the ledger (M1).';
revoke execute on function turno.mail_last_uid from public;
grant execute on function turno.mail_last_uid to turno_gateway;
