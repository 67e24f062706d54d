-- Purpose: who is answering a ticket just now, for its page (R28). Asked by the web's role and by turno_act in turn, its plan would be made
--          anew each time, for policies belong to a role: hence always as turno_act.
-- Returns: {by, since, until, mine}, null when nobody is or the viewer may not see the ticket.
-- Calls:   viewer. Writes: nothing.
create or replace function turno.reply_lock_json(p_ticket bigint)
returns jsonb
language plpgsql stable security definer
set search_path = turno, pg_temp
as $$
begin
    -- Nobody answers most of them.
    if not exists (select from reply_lock l where l.ticket_id = p_ticket) then
        return null;
    end if;
    return (select jsonb_build_object('by', o.name, 'since', l.since, 'until', l.until,
        'mine', l.operator_id is not distinct from (select v.operator_id from viewer() v))
    from reply_lock l join operator o on o.id = l.operator_id
    where l.ticket_id = p_ticket and l.until > clock_timestamp());
end
$$;
comment on function turno.reply_lock_json(bigint) is 'Who is answering a ticket (R28).';
alter function turno.reply_lock_json(bigint) owner to turno_act;
revoke execute on function turno.reply_lock_json(bigint) from public;
grant execute on function turno.reply_lock_json(bigint) to turno_web;
