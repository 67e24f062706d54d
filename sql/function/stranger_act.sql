-- Purpose: an operator who sees the ticket decides on a mail that was held there of somebody who does not take part (M18). p: mail; ticket as
--          held_ticket has it; contact: as
--          whom, where the address is nobody's; split also category, one of his own (else that of the ticket), subject, and tell: the
--          box, off by default; form_key.
-- Returns: {ok, ticket, done: accepted | added | split | discarded} or {ok: false, errors: {field: word}}: contact unknown, category not_yours,
--          subject as describe_errors. TU002 when he may not see it, TU003 when it does not wait or another answers the ticket.
-- Calls:   viewer_required, form_done, held_ticket, operator_ticket, reply_lock_guard, stranger_errors, stranger_accept, stranger_split, stranger_discard,
--          ticket_refuse, form_keep. Writes: what those write, form_key.
create or replace function turno.stranger_act(p jsonb, p_done text)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_mail bigint := (p ->> 'mail')::bigint;
    v_contact bigint := nullif(p ->> 'contact', '')::bigint;
    v_result jsonb := form_done((select r.session_id from viewer_required() r), p);
    v_ticket bigint;
    v record;
begin
    if v_result is not null then
        return v_result;
    end if;
    select * into v from operator_ticket(held_ticket(p));
    perform reply_lock_guard(v.ticket_id, v.operator_id);
    v_result := stranger_errors(p, v.operator_id, case when p_done = 'split' then v.ticket_id end);
    if v_result <> '{}' then
        return jsonb_build_object('ok', false, 'errors', v_result);
    end if;
    v_ticket := v.ticket_id;
    case p_done
        when 'split' then v_ticket := stranger_split(v_mail, v.operator_id, v.channel, v_contact, nullif(p ->> 'category', '')::bigint,
            describe_members(p) ->> 'subject', coalesce((p ->> 'tell')::boolean, false));
        when 'discarded' then perform stranger_discard(v_mail, v.operator_id, v.channel);
        else perform stranger_accept(v_mail, v.operator_id, v.channel, v_contact, p_done = 'added');
    end case;
    return form_keep(v.session_id, p, jsonb_build_object('ok', true, 'ticket', v_ticket, 'done', p_done));
exception when unique_violation then
    perform ticket_refuse('Somebody has just taken in another mail of this sender: try again.');
end
$$;
comment on function turno.stranger_act(jsonb, text) is 'Decides on a held mail of somebody who does not take part (M18).';
alter function turno.stranger_act(jsonb, text) owner to turno_act;
revoke execute on function turno.stranger_act(jsonb, text) from public;
