-- Purpose: who reads mail as such: an operator, one of no ticket by the triage right, one of a ticket by sight of it (R9).
-- Returns: operator, whether he has the triage right, and the ticket of the mail; TU004 when nobody is signed in, TU002 when there is no such
--          mail for him.
-- Calls:   viewer_required, viewer. Writes: nothing.
create or replace function turno.mail_seen(p_mail bigint)
returns table (operator_id bigint, has_triage boolean, ticket_id bigint, outcome text)
language plpgsql stable
set search_path = turno, pg_temp
as $$
#variable_conflict use_column
begin
    perform viewer_required();
    return query select v.operator_id, v.has_triage, m.ticket_id, m.outcome from viewer() v join mail m on m.id = p_mail
        where v.operator_id is not null and m.outcome is not null
            and (m.ticket_id is null and v.has_triage or exists (select from ticket t where t.id = m.ticket_id));
    if not found then
        raise exception using errcode = 'TU002', message = 'There is no such mail.';
    end if;
end
$$;
comment on function turno.mail_seen(bigint) is 'Who reads a mail as such (R9).';
alter function turno.mail_seen(bigint) owner to turno_act;
revoke execute on function turno.mail_seen(bigint) from public;
