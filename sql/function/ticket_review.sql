-- Purpose: how a closing went (R17): whether the solution was effective, and what to improve as a knowledge note in the category and
--          at the level of the ticket. p_title empty: the subject.
-- Returns: id of the knowledge note, or null without one.
-- Calls:   knowledge_write. Writes: ticket, knowledge.
create or replace function turno.ticket_review(p_ticket bigint, p_operator bigint, p_effective text, p_improve text, p_title text)
returns bigint
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_ticket record;
begin
    update turno.ticket t set effective = p_effective where t.id = p_ticket
    returning t.category_id, t.level, t.subject into v_ticket;
    if btrim(coalesce(p_improve, ''), E' \t\n\r') = '' then
        return null;
    end if;
    return turno.knowledge_write(null, v_ticket.category_id, v_ticket.level,
        coalesce(nullif(btrim(p_title), ''), left(v_ticket.subject, 200)), p_improve, p_operator, p_ticket);
end
$$;
comment on function turno.ticket_review is 'Keeps the review of a closing (R17).';
alter function turno.ticket_review owner to turno_gateway;
revoke execute on function turno.ticket_review from public;
grant execute on function turno.ticket_review to turno_act;
