-- Purpose: a draft becomes a ticket (R32): born now, by the row of turn_rule that its message asks for, with an event; then as any
--          that an operator opens. The caller holds it and has seen that it is complete.
-- Returns: nothing.
-- Calls:   upload_keep, open_event, birth_status, event_add, birth_assign, ticket_begin. Writes: ticket, ticket_draft, attachment, event, post, outbox.
create or replace function turno.draft_send(p_ticket bigint, p_operator bigint, p_channel text)
returns void
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_draft turno.ticket_draft;
    v_files bigint[] := array(select a.id from turno.attachment a where a.draft_id = p_ticket order by a.id);
    v_event text;
begin
    perform turno.upload_keep(v_files, null);
    delete from turno.ticket_draft where ticket_id = p_ticket returning * into v_draft;
    v_event := turno.open_event(v_draft.text <> '' or v_files <> '{}', v_draft.pass_turn);
    update turno.ticket t
    set is_draft = false, opened_at = now(), updated_at = now(), waiting_since = now(), turn = r.new_turn,
        status_id = turno.birth_status(r.new_turn)
    from turno.turn_rule r
    where t.id = p_ticket and r.turn = 'none' and r.event = v_event;
    perform turno.event_add(p_ticket, 'draft_sent', 'operator', p_operator, p_channel);
    perform turno.birth_assign(t.id, p_channel) from turno.ticket t where t.id = p_ticket and t.assignee_id is null;
    perform turno.ticket_begin(p_ticket, v_event, p_operator, p_channel, v_draft.text, v_files, v_draft.note, v_draft.close_after);
end
$$;
comment on function turno.draft_send is 'Makes a draft a ticket (R32).';
alter function turno.draft_send owner to turno_gateway;
revoke execute on function turno.draft_send from public;
grant execute on function turno.draft_send to turno_act;
