-- Purpose: which UIDs of a mailbox the ledger does not have yet (M1).
-- Returns: UIDs, ascending; empty when all are known.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.mail_missing(p_mailbox bigint, p_uidvalidity bigint, p_uids bigint[])
returns bigint[]
language plpgsql stable
as $$
begin
    return (select array(select distinct u.uid from unnest(p_uids) u(uid)
            where not exists (select from turno.mail m
                where m.mailbox_id = p_mailbox and m.uidvalidity = p_uidvalidity and m.uid = u.uid)
            order by u.uid));
end
$$;
comment on function turno.mail_missing is 'UIDs that the ledger does not have yet (M1).';
revoke execute on function turno.mail_missing from public;
grant execute on function turno.mail_missing to turno_gateway;
