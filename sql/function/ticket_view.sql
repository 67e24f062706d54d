-- Purpose: what an address of the ticket list asks for (p as page_ticket_list), with the defaults for what it leaves open.
-- Returns: one row.
-- Calls:   ticket_filter, number_or. Writes: nothing.
create or replace function turno.ticket_view(p jsonb)
returns table (tab text, filter jsonb, sort text, is_descending boolean, place text, is_back boolean, size integer, saved jsonb)
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v_tab text := case when p ->> 'tab' in ('open', 'contact', 'closed', 'all') then p ->> 'tab' else 'handle' end;
    v_sort text := case when p ->> 'sort' in ('number', 'contact', 'subject', 'category', 'turn', 'status', 'level', 'priority', 'assignee',
        'waiting', 'updated', 'opened', 'handle') then p ->> 'sort' when v_tab = 'handle' then 'handle' else 'updated' end;
    v_before text := coalesce(p ->> 'before', '');
    v_kept jsonb;
    v_saved jsonb;
begin
    select jsonb_agg(s.filter) filter (where s.name = '') -> 0,
        jsonb_agg(jsonb_build_object('name', s.name) order by lower(s.name)) filter (where s.name <> '') into v_kept, v_saved from saved_filter s;
    return query select v_tab, ticket_filter(case when p ? 'filters' then p -> 'filters' else v_kept end),
        v_sort, case p ->> 'direction' when 'asc' then false when 'desc' then true else v_sort in ('number', 'updated', 'opened', 'priority') end,
        case when v_before = '' then coalesce(p ->> 'after', '') else v_before end, v_before <> '',
        least(greatest(number_or(p ->> 'limit', 25), 1), 500)::integer, coalesce(v_saved, '[]');
end
$$;
comment on function turno.ticket_view(jsonb) is 'What an address of the ticket list asks for (R26).';
revoke execute on function turno.ticket_view(jsonb) from public;
grant execute on function turno.ticket_view(jsonb) to turno_web;
