-- Purpose: a contact's message by the web (p: text, uploads, form_key; ticket where the session is not of a
--          link) (R14, R24).
-- Returns: {ok, post} or {ok: false, errors: {field: word}}. TU002 when it is not his, TU003 when it is closed (R17).
-- Calls:   viewer_required, form_done, message_errors, post_add, turn_apply, form_keep.
-- Writes:  post, event, ticket, outbox, form_key.
create or replace function turno.act_answer(p jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_viewer record;
    v_ticket record;
    v_result jsonb;
    v_text text := rtrim(ltrim(coalesce(p ->> 'text', ''), E'\n\r'), E' \t\n\r');
    v_uploads bigint[] := array(select x::bigint from jsonb_array_elements_text(coalesce(p -> 'uploads', '[]')) x);
    v_post bigint;
begin
    select * into v_viewer from viewer_required();
    v_result := form_done(v_viewer.session_id, p);
    if v_result is not null then
        return v_result;
    end if;
    select t.id, t.turn into v_ticket from ticket t
    where t.id = coalesce((p ->> 'ticket')::bigint, v_viewer.ticket_id);
    if not found or v_viewer.contact_id is null then
        raise exception using errcode = 'TU002', message = 'There is no such ticket.';
    elsif v_ticket.turn = 'closed' then
        raise exception using errcode = 'TU003', message = 'This ticket is closed: nothing can be added to it.';
    end if;
    if message_errors(p) <> '{}' then
        return jsonb_build_object('ok', false, 'errors', message_errors(p));
    end if;
    v_post := post_add(v_ticket.id, 'message', 'contact', v_viewer.contact_id, 'web', v_text, v_text,
        p_uploads => v_uploads);
    perform turn_apply(v_ticket.id, 'contact_message', 'contact', v_viewer.contact_id, 'web', v_post);
    return form_keep(v_viewer.session_id, p, jsonb_build_object('ok', true, 'post', v_post, 'done', 'sent'));
end
$$;
comment on function turno.act_answer(jsonb) is 'A contact''s message by the web (R14).';
alter function turno.act_answer(jsonb) owner to turno_act;
revoke execute on function turno.act_answer(jsonb) from public;
grant execute on function turno.act_answer(jsonb) to turno_web;
