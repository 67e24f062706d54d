-- Purpose: a line for each of some tickets, for the list beside a ticket. Policies let through which of them; names of contacts are asked without.
-- Returns: array of {number, subject, turn, is_ours, contact, is_current} as p_tickets has them; [] for whom is no operator.
-- Calls:   viewer. Writes: nothing.
create or replace function turno.ticket_lines(p_tickets bigint[], p_current bigint)
returns jsonb
language plpgsql stable security definer
set search_path = turno, pg_temp
set plan_cache_mode = force_generic_plan
as $$
begin
    return (select coalesce(jsonb_agg(jsonb_build_object('number', t.id, 'subject', t.subject, 'turn', t.turn, 'is_ours', t.turn = 'operator',
            'contact', coalesce(nullif(k.name, ''), (select u.name from customer u where u.id = t.customer_id)), 'is_current', t.id = p_current) order by array_position(p_tickets, t.id)), '[]')
        from ticket t left join contact k on k.id = t.contact_id
        where t.id = any (p_tickets) and (select v.operator_id from viewer() v) is not null);
end
$$;
comment on function turno.ticket_lines(bigint[], bigint) is 'Tickets of a list in a line each, as an operator sees them (R9, R26).';
alter function turno.ticket_lines(bigint[], bigint) owner to turno_act;
revoke execute on function turno.ticket_lines(bigint[], bigint) from public;
grant execute on function turno.ticket_lines(bigint[], bigint) to turno_web;
