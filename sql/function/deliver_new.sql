-- Purpose: a mail that belongs to no ticket (M16 (5)): a new one, as the mailbox accepts (R3), or triage; the office's rules say what else (M14).
-- Returns: decision "ticket", "triage" or "filtered".
-- Calls:   filter_apply, contact_from_mail, ticket_from_mail. Writes: what those write.
create or replace function turno.deliver_new(p_mail bigint, p_evidence jsonb, p_sender jsonb)
returns jsonb
language plpgsql volatile
as $$
declare
    v_contact bigint := (p_sender ->> 'contact')::bigint;
    v_mailbox turno.mailbox;
    v_reason text;
    v_filter jsonb := turno.filter_apply(p_mail, p_evidence, p_sender,
        jsonb_build_object('level', p_sender -> 'trust'));
    v_trace jsonb;
begin
    select b.* into v_mailbox from turno.mail m join turno.mailbox b on b.id = m.mailbox_id where m.id = p_mail;
    v_reason := case
        when v_mailbox.accept_new = 'none' then 'the mailbox takes no new tickets'
        when v_contact is null and v_mailbox.accept_new = 'known' then 'unknown sender'
        when v_contact is null and p_evidence ->> 'automatic' = 'generated' then 'automatic mail from an unknown sender'
        when v_contact is null and (length(p_sender ->> 'address') > 254
            or p_sender ->> 'address' !~ '^[^[:cntrl:][:space:]<>]+@[^[:cntrl:][:space:]<>@]+$')
            then 'no address of a sender'
        when v_contact is null and exists (select from turno.address a where a.folded = p_sender ->> 'address')
            then 'unknown sender'
        when (v_filter ->> 'hold')::boolean then 'a rule holds it' end;
    v_trace := jsonb_build_array(jsonb_build_object('step', 'new', 'mailbox', v_mailbox.name,
        'accept_new', v_mailbox.accept_new)) || v_filter;
    if (v_filter ->> 'filtered')::boolean then
        return jsonb_build_object('outcome', 'filtered', 'trace', v_trace,
            'reason', 'filtered by rule ' || (v_filter #>> '{rules,-1,rule}'));
    end if;
    if v_reason is not null then
        return jsonb_build_object('outcome', 'triage', 'reason', v_reason, 'trace', v_trace);
    end if;
    v_contact := coalesce(v_contact, turno.contact_from_mail(p_evidence, v_mailbox.language));
    return jsonb_build_object('outcome', 'ticket', 'contact', v_contact, 'trace', v_trace,
        'ticket', turno.ticket_from_mail(p_mail, p_evidence, v_contact, (v_filter ->> 'category')::bigint,
            p_filter => v_filter));
end
$$;
comment on function turno.deliver_new is 'A mail without a ticket: a new one or triage (R3, M16).';
revoke execute on function turno.deliver_new from public;
grant execute on function turno.deliver_new to turno_gateway;
