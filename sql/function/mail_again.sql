-- Purpose: an operator has a mail decided again by today's rules (M3): mail_retry, with the row held first, so that who deals with it at the
--          same moment stands before or behind.
-- Returns: nothing; TU003 as mail_retry, and when somebody has dealt with it meanwhile.
-- Calls:   ticket_refuse, mail_retry. Writes: what mail_retry writes.
create or replace function turno.mail_again(p_mail bigint)
returns void
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
begin
    perform from turno.mail m where m.id = p_mail and m.ticket_id is null and m.outcome in ('triage', 'quarantine', 'filtered') for update;
    if not found then
        perform turno.ticket_refuse('This mail does not wait any more: somebody has dealt with it.');
    end if;
    perform turno.mail_retry(p_mail);
end
$$;
comment on function turno.mail_again(bigint) is 'Has a mail decided again, for an operator (M3).';
alter function turno.mail_again(bigint) owner to turno_gateway;
revoke execute on function turno.mail_again(bigint) from public;
grant execute on function turno.mail_again(bigint) to turno_act;
