-- Purpose: the practices of a ticket that who asks may see (R37); the caller has seen that he sees the ticket.
-- Returns: array of {number, reference, subject, state, colour, is_closed, assignee, due_on}, in order of age.
-- Calls:   practice_seen. Writes: nothing.
create or replace function turno.ticket_practices_read(p_ticket bigint, p_language text)
returns jsonb
language plpgsql stable security definer
set search_path = turno, pg_temp
as $$
declare
    v_practices text[] := array(select p.reference from practice_ticket x join practice p on p.id = x.practice_id where x.ticket_id = p_ticket);
begin
    if v_practices = '{}' then
        return '[]';
    end if;
    v_practices := practice_seen(v_practices);
    return (select coalesce(jsonb_agg(jsonb_build_object('number', p.id, 'reference', p.reference, 'subject', p.subject,
        'state', case when p_language = 'en' then s.name_en else s.name_it end, 'colour', s.colour, 'is_closed', p.is_closed,
        'assignee', o.name, 'due_on', p.due_on) order by p.id), '[]')
    from practice_ticket x
    join practice p on p.id = x.practice_id
    join practice_state s on s.id = p.state_id
    left join operator o on o.id = p.assignee_id
    where x.ticket_id = p_ticket and p.reference = any (v_practices));
end
$$;
comment on function turno.ticket_practices_read(bigint, text) is 'Practices of a ticket, for who sees it (R37).';
alter function turno.ticket_practices_read(bigint, text) owner to turno_gateway;
revoke execute on function turno.ticket_practices_read(bigint, text) from public;
grant execute on function turno.ticket_practices_read(bigint, text) to turno_act;
