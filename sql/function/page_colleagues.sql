-- Purpose: whom an operator may name (p: ticket; category and level where the ticket is about to go): for notes, a move, a raise,
--          an assignment (R11, R12, R22, R40). Rights of others are read here, hence not invoker.
-- Returns: array of {id, name, is_me, is_assignee} by name; TU002 when he does not see the ticket.
-- Calls:   viewer_required, ticket_seers. Writes: nothing.
create or replace function turno.page_colleagues(p jsonb)
returns jsonb
language plpgsql stable security definer
set search_path = turno, pg_temp
as $$
declare
    v_viewer record;
    v_ticket record;
begin
    select * into v_viewer from viewer_required();
    select t.id, t.category_id, t.level, t.assignee_id into v_ticket from ticket t
    where t.id = (p ->> 'ticket')::bigint and v_viewer.operator_id is not null;
    if not found then
        raise exception using errcode = 'TU002', message = 'There is no such ticket.';
    end if;
    return (select coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'name', o.name, 'is_me', o.id = v_viewer.operator_id,
            'is_assignee', o.id is not distinct from v_ticket.assignee_id) order by o.name, o.id), '[]')
        from operator o where o.id in (select ticket_seers(v_ticket.id,
            coalesce(nullif(p ->> 'category', '')::bigint, v_ticket.category_id), coalesce(nullif(p ->> 'level', ''), v_ticket.level))));
end
$$;
comment on function turno.page_colleagues is 'Colleagues whom an operator may name on a ticket (R22).';
alter function turno.page_colleagues owner to turno_act;
revoke execute on function turno.page_colleagues from public;
grant execute on function turno.page_colleagues to turno_web;
