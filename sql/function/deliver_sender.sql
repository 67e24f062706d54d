-- Purpose: who wrote (M22): by address, folded, never by name. It is the effective sender (parse/sender.h), or who stands in Reply-To
--          where the mailbox says so (its first address), neither ours nor an operator's, and never in place of an operator. Our own
--          mailboxes, with any detail, are nobody's address (M4); an operator who is no longer active is unknown.
-- Returns: {step, address, by: from | effective | reply_to, is_from: whether it is the only address in From, kind: contact | operator |
--          own | unknown, contact, customer, operator, automatic}.
-- Calls:   address_party. Writes: nothing.
create or replace function turno.deliver_sender(p_mail bigint, p_evidence jsonb)
returns jsonb
language plpgsql stable
as $$
declare
    v_from text := lower(coalesce(p_evidence ->> 'from_address', ''));
    v_address text := coalesce(nullif(lower(p_evidence ->> 'effective_sender'), ''), v_from);
    v_reply_to text := lower(coalesce(p_evidence ->> 'reply_to', ''));
    v_party jsonb := turno.address_party(v_address);
    v_other jsonb;
    v_use text;
begin
    select b.reply_to into v_use from turno.mail m join turno.mailbox b on b.id = m.mailbox_id where m.id = p_mail;
    if v_reply_to <> v_address and v_reply_to ~ '^[^[:cntrl:][:space:]<>,]+@[^[:cntrl:][:space:]<>@,]+$'
        and (v_use = 'always' and v_party ->> 'kind' <> 'operator' or v_use = 'unknown' and v_party ->> 'kind' in ('unknown', 'own')) then
        v_other := turno.address_party(v_reply_to);
    end if;
    if v_other ->> 'kind' in ('contact', 'unknown') then
        v_address := v_reply_to;
        v_party := v_other;
    end if;
    return jsonb_build_object('step', 'sender', 'address', v_address, 'automatic', p_evidence ->> 'automatic',
        'by', case when v_other ->> 'kind' in ('contact', 'unknown') then 'reply_to' when v_address = v_from then 'from' else 'effective' end,
        'is_from', v_address = v_from and coalesce((p_evidence ->> 'from_fields')::integer, 1) <= 1
            and coalesce(jsonb_array_length(p_evidence -> 'from'), 1) <= 1) || v_party;
end
$$;
comment on function turno.deliver_sender is 'Finds who wrote a mail, by address (M22).';
revoke execute on function turno.deliver_sender from public;
grant execute on function turno.deliver_sender to turno_gateway;
