-- Purpose: turno ticket list: a filter by the names that people say (p: status, level, priority, assignee = LOGIN|none, contact = ADDRESS,
--          customer, channel, tag, search, created_from, created_to, updated_from, updated_to, waiting = days, draft = none|only).
-- Returns: a filter as ticket_filter writes it; TU003 for what there is not.
-- Calls:   status_find, priority_find, operator_find, contact_find, customer_find, admin_choice, admin_refuse, date_or_null, ticket_filter.
-- Writes:  nothing.
create or replace function turno.ticket_filter_find(p jsonb)
returns jsonb
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v_day text;
begin
    perform admin_choice(p, 'level', '{base,advanced}');
    perform admin_choice(p, 'channel', '{mail,pec,web,phone,desk,api}');
    perform admin_choice(p, 'draft', '{none,only}');
    if p ->> 'waiting' !~ '^\d{1,4}$' then
        perform admin_refuse('Days of waiting are a number up to 9999.', 'waiting');
    end if;
    foreach v_day in array '{created_from,created_to,updated_from,updated_to}'::text[] loop
        if p ? v_day and date_or_null(p ->> v_day) is null then
            perform admin_refuse(format('A day looks like 2026-01-31, not "%s".', p ->> v_day));
        end if;
    end loop;
    return ticket_filter(jsonb_strip_nulls(p || jsonb_build_object('text', p -> 'search', 'tag', lower(p ->> 'tag'), 'turn', null, 'category', null,
        'status', case when p ? 'status' then status_find(p ->> 'status') end,
        'priority', case when p ? 'priority' then priority_find(p ->> 'priority') end,
        'assignee', case when p ->> 'assignee' = 'none' then 'none' when p ? 'assignee' then operator_find(p ->> 'assignee')::text end,
        'contact', case when p ? 'contact' then contact_find(p ->> 'contact') end,
        'customer', case when p ? 'customer' then customer_find(p ->> 'customer') end)));
end
$$;
comment on function turno.ticket_filter_find(jsonb) is 'A filter of the ticket list by names, for the command line (R26).';
revoke execute on function turno.ticket_filter_find(jsonb) from public;
