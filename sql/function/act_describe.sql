-- Purpose: an operator writes what describes a ticket (R32, R33; p: ticket, form_key and any of subject; reference, empty for the number;
--          timing now or planned with due_on; address, latitude, longitude). The reference may be set on a closed ticket.
-- Returns: {ok, ticket, seen, done: described or unchanged} or {ok: false, errors: {field: word}}.
-- Calls:   act_begin, describe_errors, describe_members, ticket_describe, act_end. Writes: what ticket_describe does.
create or replace function turno.act_describe(p jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v record;
    v_errors jsonb;
begin
    select * into v from act_begin(p, not p ?| '{subject,timing,due_on,address,latitude,longitude}');
    if v.done is not null then
        return v.done;
    end if;
    v_errors := describe_errors(p);
    if v_errors <> '{}' then
        return jsonb_build_object('ok', false, 'errors', v_errors);
    end if;
    return act_end(p, v.session_id, v.ticket_id, jsonb_build_object('done', case when ticket_describe(v.ticket_id, describe_members(p),
        'operator', v.operator_id, v.channel) = '{}' then 'unchanged' else 'described' end));
exception when unique_violation then
    return '{"ok": false, "errors": {"reference": "taken"}}';
end
$$;
comment on function turno.act_describe is 'An operator writes what describes a ticket (R32, R33).';
alter function turno.act_describe owner to turno_act;
revoke execute on function turno.act_describe from public;
grant execute on function turno.act_describe to turno_web;
