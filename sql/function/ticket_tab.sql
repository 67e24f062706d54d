-- Purpose: a tab of the ticket list; p_count: how many tickets it has (null: nobody counts them), shown up to a thousand.
-- Returns: {tab, is_current}, with has_count, count, is_more.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.ticket_tab(p_tab text, p_current text, p_count integer, p_is_more boolean)
returns jsonb
language sql immutable
as $$
    select jsonb_build_object('tab', p_tab, 'is_current', p_tab = p_current) || case when p_count is null then '{}'
        else jsonb_build_object('has_count', true, 'count', least(p_count, 1000), 'is_more', p_count > 1000 or p_is_more) end;
$$;
comment on function turno.ticket_tab(text, text, integer, boolean) is 'A tab of the ticket list.';
revoke execute on function turno.ticket_tab(text, text, integer, boolean) from public;
grant execute on function turno.ticket_tab(text, text, integer, boolean) to turno_web;
