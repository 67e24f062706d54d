-- Purpose: a contact's mail to a closed ticket, as closed_policy says (R18): a new linked ticket, reopen, refuse
--          with a notice, or append in silence. Generated mail never reopens and is never answered (M11).
-- Returns: decision "ticket", "post" or "event".
-- Calls:   closed_policy, ticket_from_mail, contact_post, turn_apply, event_add, automatic_may, contact_tell. Writes: what
--          those write; ticket_link.
create or replace function turno.deliver_closed(p_mail bigint, p_evidence jsonb, p_sender jsonb, p_ticket bigint)
returns jsonb
language plpgsql volatile
as $$
declare
    v_contact bigint := (p_sender ->> 'contact')::bigint;
    v_is_human boolean := p_evidence ->> 'automatic' in ('no', 'list');
    v_policy text;
    v_category bigint;
    v_new bigint;
    v_trace jsonb;
begin
    select turno.closed_policy(t.id), t.category_id into v_policy, v_category from turno.ticket t where t.id = p_ticket;
    if v_policy = 'reopen' and not v_is_human then
        v_policy := 'append_silent';
    end if;
    v_trace := jsonb_build_array(jsonb_build_object('step', 'closed', 'ticket', p_ticket, 'policy', v_policy));
    if v_policy = 'new_linked' then
        v_new := turno.ticket_from_mail(p_mail, p_evidence, v_contact, v_category, p_ticket);
        insert into turno.ticket_link (ticket_id, other_id, kind) values (v_new, p_ticket, 'follows');
        perform turno.event_add(v_new, 'linked', 'contact', v_contact, 'mail', null, null, p_ticket::text, 'follows');
        perform turno.event_add(p_ticket, 'linked', 'contact', v_contact, 'mail', null, null, v_new::text, 'followed by');
        return jsonb_build_object('outcome', 'ticket', 'ticket', v_new, 'reason', format('follows closed ticket %s', p_ticket),
            'trace', v_trace);
    elsif v_policy = 'reject_notice' then
        perform turno.event_add(p_ticket, 'rejected', 'contact', v_contact, 'mail', null, null, p_mail::text,
            'the ticket is closed');
        if p_evidence ->> 'automatic' = 'no' and turno.automatic_may(v_contact) then
            perform turno.contact_tell(p_ticket, null, 'rejected', v_contact);
        end if;
        return jsonb_build_object('outcome', 'event', 'ticket', p_ticket, 'reason', 'the ticket is closed', 'trace', v_trace);
    end if;
    perform turno.turn_apply(p_ticket, case v_policy when 'reopen' then 'contact_reopened' else 'silent_message' end,
        'contact', v_contact, coalesce(p_evidence ->> 'channel', 'mail'), turno.contact_post(p_ticket, v_contact, p_mail, p_evidence));
    return jsonb_build_object('outcome', 'post', 'ticket', p_ticket, 'trace', v_trace,
        'reason', case v_policy when 'reopen' then 'closed ticket reopened' else 'added to a closed ticket' end);
end
$$;
comment on function turno.deliver_closed is 'Takes a contact''s mail to a closed ticket (R18).';
revoke execute on function turno.deliver_closed from public;
grant execute on function turno.deliver_closed to turno_gateway;
