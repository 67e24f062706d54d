-- Purpose: why a mail waits or went where it went, as one of few kinds, to sort by.
-- Returns: unknown (sender) | forged | closed (ticket) | command (refused) | operator (one in whose name it came was not proven) | rule | mailbox |
--          own | held | quarantine | filtered | taken.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.mail_why(p_outcome text, p_reason text)
returns text
language sql immutable parallel safe
set search_path = turno, pg_temp
as $$
    select case
        when p_outcome in ('quarantine', 'filtered') then p_outcome
        when p_outcome not in ('triage', 'held') then 'taken'
        when p_reason ~ '^(refused commands|say for whom|nobody knows this sender)' then 'command'
        when p_reason like 'This ticket is closed%' then 'closed'
        when p_reason = 'the mail server says that the sender is forged' then 'forged'
        when p_reason in ('more than one sender', 'the mail server does not vouch for the sender', 'operator without his signed reply address')
            or p_reason ~ '^(the reply address is not|automatic mail from an operator|internal text|a whole mail is)' then 'operator'
        when p_outcome = 'held' then 'held'
        when p_reason = 'a rule holds it' then 'rule'
        when p_reason = 'the mailbox takes no new tickets' then 'mailbox'
        when p_reason = 'the sender is an address of ours' then 'own'
        else 'unknown' end;
$$;
comment on function turno.mail_why(text, text) is 'Why a mail waits, as one of few kinds.';
revoke execute on function turno.mail_why(text, text) from public;
grant execute on function turno.mail_why(text, text) to turno_act;
