-- Purpose: an operator reopens a closed ticket (R17; p: ticket, form_key).
-- Returns: {ok, ticket, seen, done: reopened}; TU003 when it is open.
-- Calls:   act_begin, ticket_reopen, act_end. Writes: what ticket_reopen does.
create or replace function turno.act_reopen(p jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v record;
begin
    select * into v from act_begin(p, true);
    if v.done is not null then
        return v.done;
    end if;
    if v.turn <> 'closed' then
        raise exception using errcode = 'TU003', message = 'This ticket is open already.';
    end if;
    perform ticket_reopen(v.ticket_id, v.operator_id, v.channel);
    return act_end(p, v.session_id, v.ticket_id, '{"done": "reopened"}');
end
$$;
comment on function turno.act_reopen is 'An operator reopens a closed ticket (R17).';
alter function turno.act_reopen owner to turno_act;
revoke execute on function turno.act_reopen from public;
grant execute on function turno.act_reopen to turno_web;
