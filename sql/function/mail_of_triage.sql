-- Purpose: the beginning of an act on a mail that belongs to no ticket: who the operator is, with the triage right (R9), and the mail,
--          which must have one of these outcomes.
-- Returns: one row; channel: web, or desk at the terminal. TU004 when nobody is signed in, TU002 when there is no such mail for
--          him, TU003 when somebody has dealt with it.
-- Calls:   viewer_required, viewer, ticket_refuse. Writes: nothing.
create or replace function turno.mail_of_triage(p_mail bigint, p_outcomes text[])
returns table (operator_id bigint, session_id bigint, language text, channel text, outcome text)
language plpgsql stable
set search_path = turno, pg_temp
as $$
#variable_conflict use_column
declare
    v record;
    v_outcome text;
begin
    select r.* into v from viewer_required() r;
    select m.outcome into v_outcome from mail m
    where m.id = p_mail and m.ticket_id is null and exists (select from viewer() w where w.operator_id is not null and w.has_triage);
    if not found then
        raise exception using errcode = 'TU002', message = 'There is no such mail.';
    elsif v_outcome is null or v_outcome <> all (p_outcomes) then
        perform ticket_refuse('This mail does not wait any more: somebody has dealt with it.');
    end if;
    return query select v.operator_id, v.session_id, v.language, s.channel, v_outcome from session s where s.id = v.session_id;
end
$$;
comment on function turno.mail_of_triage(bigint, text[]) is 'Operator and mail of an act in triage (R9).';
alter function turno.mail_of_triage(bigint, text[]) owner to turno_act;
revoke execute on function turno.mail_of_triage(bigint, text[]) from public;
