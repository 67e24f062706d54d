-- Purpose: an operator changes the priority (R32; p: ticket, priority, form_key).
-- Returns: {ok, ticket, seen, done: priority or unchanged} or {ok: false, errors: {priority: unknown}}.
-- Calls:   act_begin, ticket_priority, act_end. Writes: what ticket_priority does.
create or replace function turno.act_priority(p jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v record;
    v_priority bigint := nullif(p ->> 'priority', '')::bigint;
begin
    select * into v from act_begin(p);
    if v.done is not null then
        return v.done;
    end if;
    if not exists (select from priority r where r.id = v_priority) then
        return jsonb_build_object('ok', false, 'errors', jsonb_build_object('priority', 'unknown'));
    end if;
    return act_end(p, v.session_id, v.ticket_id, jsonb_build_object('done', case
        when ticket_priority(v.ticket_id, v_priority, 'operator', v.operator_id, v.channel) then 'priority' else 'unchanged' end));
end
$$;
comment on function turno.act_priority is 'An operator changes the priority (R32).';
alter function turno.act_priority owner to turno_act;
revoke execute on function turno.act_priority from public;
grant execute on function turno.act_priority to turno_web;
