-- Purpose: what the toolbar of a ticket offers an operator (p: ticket, language): what he may do now, and what he chooses from. Who is told of a raise is a setting that the web does not read, hence not invoker.
-- Returns: {acts: [name], statuses: [{id, name, turn, colour, is_custom, is_current}], priorities: [{id, name, colour, is_current}], categories:
--          [{id, path, is_hidden, is_current}], can_raise, can_lower, raise_tells: all, chosen or none}; TU002 when he does not see it.
-- Calls:   viewer_required, ticket_acts, levels_enabled, setting_text. Writes: nothing.
create or replace function turno.page_ticket_choices(p jsonb)
returns jsonb
language plpgsql stable security definer
set search_path = turno, pg_temp
as $$
declare
    v_operator bigint;
    v_ticket ticket;
    v_english boolean := coalesce(p ->> 'language' = 'en', false);
begin
    select v.operator_id into v_operator from viewer_required() v;
    select * into v_ticket from ticket t where t.id = (p ->> 'ticket')::bigint and v_operator is not null;
    if not found then
        raise exception using errcode = 'TU002', message = 'There is no such ticket.';
    end if;
    return jsonb_build_object(
        'acts', to_jsonb(ticket_acts(v_ticket, v_operator)),
        'can_raise', v_ticket.level = 'base' and levels_enabled(), 'can_lower', v_ticket.level = 'advanced' and levels_enabled(),
        'raise_tells', coalesce((select c.escalate_notify from category c where c.id = v_ticket.category_id),
            setting_text('escalate.notify', 'all')),
        'statuses', (select jsonb_agg(jsonb_build_object('id', s.id, 'is_custom', not s.is_builtin, 'name', case when v_english then s.name_en else s.name_it end,
                'turn', s.turn, 'colour', s.colour, 'is_current', s.id = v_ticket.status_id)
                order by array_position('{operator,contact,closed}', s.turn), s.is_default desc, s.id) from status s),
        'priorities', (select jsonb_agg(jsonb_build_object('id', r.id, 'name', case when v_english then r.name_en else r.name_it end,
                'colour', r.colour, 'is_current', r.id = v_ticket.priority_id) order by r.rank) from priority r),
        'categories', (select jsonb_agg(jsonb_build_object('id', c.id, 'path', c.path, 'is_hidden', c.is_hidden,
                'is_current', c.id = v_ticket.category_id) order by lower(c.path)) from category c));
end
$$;
comment on function turno.page_ticket_choices(jsonb) is 'What the toolbar of a ticket offers an operator.';
alter function turno.page_ticket_choices(jsonb) owner to turno_act;
revoke execute on function turno.page_ticket_choices(jsonb) from public;
grant execute on function turno.page_ticket_choices(jsonb) to turno_web;
