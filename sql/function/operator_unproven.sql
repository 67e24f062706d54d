-- Purpose: does From prove who wrote, as far as mail can (M15, M20)? Once a mailbox names a server whose Authentication-Results count,
--          only authenticated or signed mail acts, in every mailbox, so that no other door stands open.
-- Returns: the reason why not; null when it does, or when no server is named. p_sender with trust, the level of mail_trust.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.operator_unproven(p_sender jsonb)
returns text
language plpgsql stable
as $$
begin
    return case
        when p_sender ->> 'is_from' <> 'true' then 'more than one sender'
        when p_sender ->> 'trust' in ('authenticated', 'signed') then null
        when p_sender ->> 'trust' = 'failed' then 'the mail server says that the sender is forged'
        when exists (select from turno.mailbox b where b.is_active and b.authserv_ids <> '{}') then 'the mail server does not vouch for the sender' end;
end
$$;
comment on function turno.operator_unproven(jsonb) is 'Why From does not prove that an operator wrote (M20).';
revoke execute on function turno.operator_unproven(jsonb) from public;
grant execute on function turno.operator_unproven(jsonb) to turno_gateway;
