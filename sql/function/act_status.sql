-- Purpose: an operator chooses a status, whose turn the ticket then has, or a turn, whose status it then has (R16; p: ticket, status or
--          turn, form_key).
-- Returns: {ok, ticket, seen, done: status or unchanged} or {ok: false, errors: {status: empty, unknown; turn: form}}.
-- Calls:   act_begin, ticket_status, act_end. Writes: what ticket_status does.
create or replace function turno.act_status(p jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v record;
    v_status bigint;
    v_field text := case when nullif(p ->> 'turn', '') is not null then 'turn' else 'status' end;
begin
    select * into v from act_begin(p, true);
    if v.done is not null then
        return v.done;
    end if;
    if v_field = 'status' then
        select s.id into v_status from status s where s.id = nullif(p ->> 'status', '')::bigint;
    elsif p ->> 'turn' = v.turn then
        return act_end(p, v.session_id, v.ticket_id, '{"done": "unchanged"}');
    else
        select s.id into v_status from status s where s.turn = p ->> 'turn' and (s.is_default or s.is_closing)
        order by s.is_closing desc limit 1;
    end if;
    if v_status is null then
        return jsonb_build_object('ok', false, 'errors', jsonb_build_object(v_field, case when v_field = 'turn' then 'form'
            when nullif(p ->> 'status', '') is null then 'empty' else 'unknown' end));
    end if;
    return act_end(p, v.session_id, v.ticket_id, jsonb_build_object('done', case
        when ticket_status(v.ticket_id, v_status, 'operator', v.operator_id, v.channel) then 'status' else 'unchanged' end));
end
$$;
comment on function turno.act_status is 'An operator chooses a status or a turn (R16).';
alter function turno.act_status owner to turno_act;
revoke execute on function turno.act_status from public;
grant execute on function turno.act_status to turno_web;
