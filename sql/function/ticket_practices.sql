-- Purpose: the practices of a ticket that the viewer may see (R37).
-- Returns: array of {number, reference, subject, state, colour, is_closed, assignee, due_on}, in order of age.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.ticket_practices(p_ticket bigint, p_language text)
returns jsonb
language plpgsql stable
set search_path = turno, pg_temp
as $$
begin
    return (select coalesce(jsonb_agg(jsonb_build_object('number', p.id, 'reference', p.reference, 'subject', p.subject,
        'state', case when p_language = 'en' then s.name_en else s.name_it end, 'colour', s.colour, 'is_closed', p.is_closed,
        'assignee', o.name, 'due_on', p.due_on) order by p.id), '[]')
    from practice_ticket x
    join practice p on p.id = x.practice_id
    join practice_state s on s.id = p.state_id
    left join operator o on o.id = p.assignee_id
    where x.ticket_id = p_ticket);
end
$$;
comment on function turno.ticket_practices(bigint, text) is 'Practices of a ticket (R37).';
revoke execute on function turno.ticket_practices(bigint, text) from public;
grant execute on function turno.ticket_practices(bigint, text) to turno_web;
