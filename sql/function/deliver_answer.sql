-- Purpose: a mail of a contact who takes part in the ticket (M16): a post, and the turn by turn_rule. Generated
--          mail is a post that flips nothing, unless its mailbox says that it does, and reopens nothing (M11). Closed
--          tickets: deliver_closed (R18). The caller holds the ticket.
-- Returns: decision "post", or what deliver_closed decides.
-- Calls:   deliver_closed, contact_post, turn_apply. Writes: post, event, ticket, outbox.
create or replace function turno.deliver_answer(p_mail bigint, p_evidence jsonb, p_sender jsonb, p_thread jsonb)
returns jsonb
language plpgsql volatile
as $$
declare
    v_ticket bigint := (p_thread ->> 'ticket')::bigint;
    v_contact bigint := (p_sender ->> 'contact')::bigint;
    v_flips boolean := (select b.generated_flips from turno.mail m join turno.mailbox b on b.id = m.mailbox_id where m.id = p_mail);
begin
    if (select t.turn from turno.ticket t where t.id = v_ticket) = 'closed' then
        return turno.deliver_closed(p_mail, p_evidence, p_sender, v_ticket);
    end if;
    perform turno.turn_apply(v_ticket,
        case when p_evidence ->> 'automatic' = 'generated' and not v_flips then 'generated_message' else 'contact_message' end,
        'contact', v_contact, coalesce(p_evidence ->> 'channel', 'mail'), turno.contact_post(v_ticket, v_contact, p_mail, p_evidence));
    return jsonb_build_object('outcome', 'post', 'ticket', v_ticket);
end
$$;
comment on function turno.deliver_answer is 'Posts the mail of a contact who takes part (M16, R14).';
revoke execute on function turno.deliver_answer from public;
grant execute on function turno.deliver_answer to turno_gateway;
