-- Purpose: what the ticket that an operator's mail opened says (R30, M10): the mail that he forwarded as the contact's message, then his words,
--          as a message or a note, and who is told. Of a forward operators are told as of any mail of a contact, he too, so that
--          he has an address to answer to; the contact only of what the operator writes to him (R31).
-- Returns: id of the first post; null without any.
-- Calls:   post_add, event_add, colleagues_tell, turn_apply, tell, mail_date. Writes: what those write.
create or replace function turno.fresh_post(p_mail bigint, p_fresh jsonb, p_ticket bigint, p_contact bigint, p_operator bigint, p_channel text)
returns bigint
language plpgsql volatile
as $$
declare
    v_text text := regexp_replace(p_fresh #>> '{original,text}', '/l/[A-Za-z0-9_-]{43}', '/l/…', 'g');
    v_own jsonb := (select coalesce(jsonb_agg(d || jsonb_build_object('mail', p_mail)), '[]') from jsonb_array_elements(p_fresh -> 'own_documents') d);
    v_has_original boolean := p_fresh -> 'original' <> 'null';
    v_has_words boolean := p_fresh ->> 'text' <> '' or v_own <> '[]';
    v_is_note boolean := p_fresh ->> 'kind' = 'note';
    v_date timestamptz := turno.mail_date(p_fresh #>> '{original,date}');
    v_first bigint;
    v_post bigint;
begin
    if v_has_original then
        v_first := turno.post_add(p_ticket, 'message', 'contact', p_contact, 'mail', v_text, v_text, p_mail, p_fresh -> 'documents');
        perform turno.event_add(p_ticket, 'forwarded', 'operator', p_operator, 'mail', v_first, null, null,
            to_char(turno.office_time(v_date), 'YYYY-MM-DD HH24:MI'));
    end if;
    if v_has_words then
        v_post := turno.post_add(p_ticket, case when v_is_note then 'note' else 'message' end, 'operator', p_operator, 'mail',
            p_fresh ->> 'text', p_fresh ->> 'text', case when v_first is null then p_mail end, v_own);
    end if;
    if v_has_original then
        perform turno.tell(p_ticket, v_first, 'none', 'contact_message', 'contact', p_contact, '{operators}');
        if v_has_words and v_is_note then
            perform turno.colleagues_tell(p_ticket, v_post, 'note', p_operator, '{}');
        elsif v_has_words then
            perform turno.turn_apply(p_ticket, 'reply_keep', 'operator', p_operator, p_channel, v_post);
        end if;
    elsif v_has_words and not v_is_note then
        perform turno.tell(p_ticket, v_post, 'none', 'reply_keep', 'operator', p_operator);
    else
        perform turno.tell(p_ticket, null, 'none', 'opened', 'operator', p_operator, '{operators}');
    end if;
    return coalesce(v_first, v_post);
end
$$;
comment on function turno.fresh_post(bigint, jsonb, bigint, bigint, bigint, text) is 'What a ticket says that an operator''s mail opened (R30, M10).';
revoke execute on function turno.fresh_post(bigint, jsonb, bigint, bigint, bigint, text) from public;
grant execute on function turno.fresh_post(bigint, jsonb, bigint, bigint, bigint, text) to turno_gateway;
