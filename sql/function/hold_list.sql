-- Purpose: turno hold list; on the web those of tickets that the administrator sees (R9).
-- Returns: array of {ticket, subject, reason, by, at}.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.hold_list(p jsonb)
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    select coalesce(jsonb_agg(jsonb_build_object('ticket', h.ticket_id, 'subject', t.subject, 'reason', h.reason, 'by', o.login,
        'at', h.at) order by h.ticket_id), '[]')
    from ticket_hold h join ticket t on t.id = h.ticket_id left join operator o on o.id = h.operator_id;
$$;
comment on function turno.hold_list(jsonb) is 'Tickets that are held (R39).';
revoke execute on function turno.hold_list(jsonb) from public;
grant execute on function turno.hold_list(jsonb) to turno_act;
