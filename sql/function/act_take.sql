-- Purpose: an operator takes a ticket (R40; p: ticket, form_key).
-- Returns: {ok, ticket, seen, done: taken or unchanged}.
-- Calls:   act_begin, ticket_assign, act_end. Writes: what ticket_assign does.
create or replace function turno.act_take(p jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v record;
begin
    select * into v from act_begin(p);
    if v.done is not null then
        return v.done;
    end if;
    return act_end(p, v.session_id, v.ticket_id, jsonb_build_object('done', case
        when ticket_assign(v.ticket_id, v.operator_id, 'operator', v.operator_id, v.channel) then 'taken' else 'unchanged' end));
end
$$;
comment on function turno.act_take is 'An operator takes a ticket (R40).';
alter function turno.act_take owner to turno_act;
revoke execute on function turno.act_take from public;
grant execute on function turno.act_take to turno_web;
