-- Purpose: a public message by the web, of an operator or of a contact (p: ticket, text, uploads, form_key,
--          pass_turn, close; an operator's also unseen_from: the first post that the page, which he answers from, did not show). A session
--          begun by a link knows its ticket. (R14, R17, R19, R21, R24, R29)
-- Returns: {ok, post, done} or {ok: false, errors: {field: word}}: as message_errors, and unseen_from newer. TU002 when the viewer is not of this kind or may
--          not see the ticket, TU003 when it is closed
--          or another operator is answering (R28). A contact's answer to a merged ticket goes where that went (R41), and reopens a
--          closed one where his mail would (R18).
-- Calls:   viewer_required, form_done, ticket_follow, ticket_lock, closed_policy, reply_lock_guard, message_errors, ticket_newer, throttle_take, post_add,
--          turn_apply, ticket_close, reply_lock_end, form_keep. Writes: post, event, ticket, outbox, form_key, reply_lock.
create or replace function turno.message_add(p jsonb, p_author_kind text)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_viewer record;
    v_author bigint;
    v_ticket bigint;
    v_turn text;
    v_result jsonb;
    v_text text := rtrim(ltrim(coalesce(p ->> 'text', ''), E'\n\r'), E' \t\n\r');
    v_uploads bigint[] := array(select x::bigint from jsonb_array_elements_text(coalesce(p -> 'uploads', '[]')) x);
    v_errors jsonb := message_errors(p);
    v_post bigint;
begin
    select * into v_viewer from viewer_required();
    v_author := case p_author_kind when 'operator' then v_viewer.operator_id else v_viewer.contact_id end;
    v_result := form_done(v_viewer.session_id, p);
    if v_result is not null then
        return v_result;
    end if;
    select t.id into v_ticket from ticket t where t.id = coalesce((p ->> 'ticket')::bigint, v_viewer.ticket_id);
    if not found or v_author is null then
        raise exception using errcode = 'TU002', message = 'There is no such ticket.';
    end if;
    if p_author_kind = 'contact' then
        v_ticket := ticket_follow(v_ticket);
    end if;
    v_turn := ticket_lock(v_ticket);
    -- Whoever held it may have moved, raised or deleted it meanwhile, or given it another contact.
    if not exists (select from ticket t where t.id = v_ticket) then
        raise exception using errcode = 'TU002', message = 'There is no such ticket.';
    elsif v_turn = 'closed' and not (p_author_kind = 'contact' and closed_policy(v_ticket) = 'reopen') then
        raise exception using errcode = 'TU003', message = 'This ticket is closed: nothing can be added to it.';
    elsif p_author_kind = 'operator' then
        perform reply_lock_guard(v_ticket, v_author);
    end if;
    if p_author_kind = 'operator' and ticket_newer(v_ticket, (p ->> 'unseen_from')::bigint, v_author) <> '[]' then
        v_errors := v_errors || '{"unseen_from": "newer"}';
    end if;
    if v_errors <> '{}' then
        return jsonb_build_object('ok', false, 'errors', v_errors);
    end if;
    if p_author_kind = 'contact' and not throttle_take('answer:contact:' || v_author, 30, 30 / 3600.0) then
        raise exception using errcode = 'TU003', message = 'You have written many messages within an hour: please wait before the next one.';
    end if;
    v_post := post_add(v_ticket, 'message', p_author_kind, v_author, 'web', v_text, v_text, p_uploads => v_uploads);
    perform turn_apply(v_ticket, case when v_turn = 'closed' then 'contact_reopened' when p_author_kind = 'contact' then 'contact_message'
        when (p ->> 'pass_turn')::boolean then 'reply' else 'reply_keep' end, p_author_kind, v_author, 'web', v_post);
    if p_author_kind = 'operator' then
        perform reply_lock_end(v_ticket, v_author);
    end if;
    if p_author_kind = 'operator' and (p ->> 'close')::boolean then
        perform ticket_close(v_ticket, v_author, 'web');
        return form_keep(v_viewer.session_id, p, jsonb_build_object('ok', true, 'post', v_post, 'done', 'closed'));
    end if;
    return form_keep(v_viewer.session_id, p, jsonb_build_object('ok', true, 'post', v_post, 'done', 'sent'));
end
$$;
comment on function turno.message_add(jsonb, text) is 'A public message by the web (R14, R17, R19).';
alter function turno.message_add(jsonb, text) owner to turno_act;
revoke execute on function turno.message_add(jsonb, text) from public;
