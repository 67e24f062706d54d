-- Purpose: an operator closes a ticket (R17; p: ticket, note, effective, improve, title, form_key): with an internal note and a review, of
--          which what to improve becomes a knowledge note.
-- Returns: {ok, ticket, seen, done: closed_alone} or {ok: false, errors: {effective: form; title: long; improve: long}}.
-- Calls:   act_begin, ticket_close, ticket_review, act_end. Writes: what ticket_close and ticket_review do.
create or replace function turno.act_close(p jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v record;
    v_effective text := nullif(p ->> 'effective', '');
    v_errors jsonb := '{}';
begin
    select * into v from act_begin(p);
    if v.done is not null then
        return v.done;
    end if;
    if v_effective not in ('yes', 'no', 'partly') then
        v_errors := '{"effective": "form"}';
    elsif length(p ->> 'title') > 200 then
        v_errors := '{"title": "long"}';
    elsif length(p ->> 'improve') > 20000 then
        v_errors := '{"improve": "long"}';
    end if;
    if v_errors <> '{}' then
        return jsonb_build_object('ok', false, 'errors', v_errors);
    end if;
    perform ticket_close(v.ticket_id, v.operator_id, v.channel, btrim(coalesce(p ->> 'note', ''), E' \t\n\r'));
    perform ticket_review(v.ticket_id, v.operator_id, v_effective, p ->> 'improve', p ->> 'title');
    return act_end(p, v.session_id, v.ticket_id, '{"done": "closed_alone"}');
end
$$;
comment on function turno.act_close is 'An operator closes a ticket, with note and review (R17).';
alter function turno.act_close owner to turno_act;
revoke execute on function turno.act_close from public;
grant execute on function turno.act_close to turno_web;
