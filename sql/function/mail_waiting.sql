-- Purpose: a mail that waits for people and that the operator who looks may decide on: in triage by the triage right, held by sight
--          of its ticket (R9, R31).
-- Returns: its mailbox and whether it is certified; TU002 when there is none for him, TU003 when somebody has dealt with it.
-- Calls:   viewer, ticket_refuse. Writes: nothing.
create or replace function turno.mail_waiting(p_mail bigint)
returns table (mailbox_id bigint, channel text)
language plpgsql stable
set search_path = turno, pg_temp
as $$
#variable_conflict use_column
declare
    v record;
begin
    select m.outcome, m.ticket_id, b.id, b.kind into v
    from mail m join mailbox b on b.id = m.mailbox_id
    where m.id = p_mail and exists (select from viewer() w where w.operator_id is not null
        and (m.ticket_id is not null or w.has_triage))
        and (m.ticket_id is null or exists (select from ticket t where t.id = m.ticket_id));
    if not found then
        raise exception using errcode = 'TU002', message = 'There is no such mail.';
    elsif v.outcome not in ('triage', 'held') then
        perform ticket_refuse('This mail does not wait any more: somebody has dealt with it.');
    end if;
    return query select v.id, case v.kind when 'pec' then 'pec' else 'mail' end;
end
$$;
comment on function turno.mail_waiting(bigint) is 'A mail that waits for people, for an operator who may decide (R9, R31).';
alter function turno.mail_waiting(bigint) owner to turno_act;
revoke execute on function turno.mail_waiting(bigint) from public;
