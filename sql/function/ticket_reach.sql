-- Purpose: the tickets of who looks, read by index from each scope of an operator, or from a contact's own: under the policies
--          alone nobody with little to see could be served quickly. The policies hold all the same.
-- Returns: ids, in no order, at most p_limit; p_turns, p_categories, p_levels: null for all.
-- Calls:   viewer, ticket_scope, viewer_participation. Writes: nothing.
create or replace function turno.ticket_reach(p_turns text[], p_categories bigint[], p_levels text[], p_limit integer)
returns setof bigint
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v_viewer record;
begin
    select * into v_viewer from viewer();
    if v_viewer.operator_id is not null then
        return query
        select x.id from (
            select x.id from ticket_scope_of(p_categories) s
            cross join unnest(coalesce(p_turns, '{operator,contact,closed}')) u(turn)
            cross join lateral (select t.id from ticket t
                where t.category_id = s.category_id and t.level = s.level and t.turn = u.turn limit p_limit) x
            where p_levels is null or s.level = any (p_levels)
            union all
            select t.id from ticket t
            where t.opened_by = v_viewer.operator_id and t.turn = any (coalesce(p_turns, '{operator,contact,closed}'))
                and (p_categories is null or t.category_id = any (p_categories)) and (p_levels is null or t.level = any (p_levels))
                and not exists (select from ticket_scope() s where s.category_id = t.category_id and s.level = t.level)) x
        limit p_limit;
    elsif v_viewer.contact_id is not null then
        return query
        select x.id from (
            select t.id, t.turn from ticket t where t.contact_id = v_viewer.contact_id
            union
            select t.id, t.turn from ticket t where t.customer_id = v_viewer.customer_id and t.contact_id is null
            union
            select t.id, t.turn from viewer_participation() p join ticket t on t.id = p.ticket_id) x
        where p_turns is null or x.turn = any (p_turns)
        limit p_limit;
    end if;
end
$$;
comment on function turno.ticket_reach(text[], bigint[], text[], integer) is 'Tickets of who looks, by index (R8, R9, R24).';
revoke execute on function turno.ticket_reach(text[], bigint[], text[], integer) from public;
grant execute on function turno.ticket_reach(text[], bigint[], text[], integer) to turno_web, turno_act;
