-- Purpose: operators who would see this ticket in this category and level (R8, R9).
-- Returns: ids of active operators.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.ticket_seers(p_ticket bigint, p_category bigint, p_level text)
returns setof bigint
language sql stable
set search_path = turno, pg_temp
as $$
    select o.id from operator o
    where o.is_active and (exists (select from operator_scope s
            where s.operator_id = o.id and s.category_id = p_category and s.level = p_level)
        or o.id = (select t.opened_by from ticket t where t.id = p_ticket));
$$;
comment on function turno.ticket_seers is 'Operators who would see a ticket there (R9).';
alter function turno.ticket_seers owner to turno_act;
revoke execute on function turno.ticket_seers from public;
grant execute on function turno.ticket_seers to turno_gateway;
