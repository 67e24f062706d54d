-- Purpose: an operator gives a ticket to a colleague who sees it, or to nobody (R40; p: ticket, operator, form_key).
-- Returns: {ok, ticket, seen, done: assigned or unchanged} or {ok: false, errors: {operator: unseen}}.
-- Calls:   act_begin, ticket_seers, ticket_assign, act_end. Writes: what ticket_assign does.
create or replace function turno.act_assign(p jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v record;
    v_operator bigint := nullif(p ->> 'operator', '')::bigint;
begin
    select * into v from act_begin(p);
    if v.done is not null then
        return v.done;
    end if;
    if v_operator is not null and v_operator not in (select ticket_seers(v.ticket_id, v.category_id, v.level)) then
        return jsonb_build_object('ok', false, 'errors', jsonb_build_object('operator', 'unseen'));
    end if;
    return act_end(p, v.session_id, v.ticket_id, jsonb_build_object('done', case
        when ticket_assign(v.ticket_id, v_operator, 'operator', v.operator_id, v.channel) then 'assigned' else 'unchanged' end));
end
$$;
comment on function turno.act_assign is 'An operator gives a ticket to a colleague (R40).';
alter function turno.act_assign owner to turno_act;
revoke execute on function turno.act_assign from public;
grant execute on function turno.act_assign to turno_web;
