-- Purpose: an operator writes an internal note (R21, R22; p: ticket, text, colleagues, uploads, form_key), on a closed ticket too (R17).
-- Returns: {ok, ticket, seen, post, done: noted} or {ok: false, errors: {text: empty; files: files; colleagues: unseen}}.
-- Calls:   act_begin, act_ids, message_errors, ticket_seers, ticket_note, act_end. Writes: what ticket_note does.
create or replace function turno.act_note(p jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v record;
    v_colleagues bigint[] := act_ids(p -> 'colleagues');
    v_errors jsonb;
begin
    select * into v from act_begin(p, true);
    if v.done is not null then
        return v.done;
    end if;
    v_errors := message_errors(p);
    if v_errors = '{}' and btrim(coalesce(p ->> 'text', ''), E' \t\n\r') = '' then
        v_errors := '{"text": "empty"}';
    elsif v_errors = '{}' and not v_colleagues <@ array(select ticket_seers(v.ticket_id, v.category_id, v.level)) then
        v_errors := '{"colleagues": "unseen"}';
    end if;
    if v_errors <> '{}' then
        return jsonb_build_object('ok', false, 'errors', v_errors);
    end if;
    return act_end(p, v.session_id, v.ticket_id, jsonb_build_object('done', 'noted', 'post', ticket_note(v.ticket_id, v.operator_id,
        v.channel, p ->> 'text', v_colleagues, act_ids(p -> 'uploads'))));
end
$$;
comment on function turno.act_note is 'An operator writes an internal note (R21, R22).';
alter function turno.act_note owner to turno_act;
revoke execute on function turno.act_note from public;
grant execute on function turno.act_note to turno_web;
