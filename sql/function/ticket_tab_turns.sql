-- Purpose: the turns that a tab of the ticket list shows.
-- Returns: an array of turns; an unknown tab is "handle".
-- Calls:   nothing. Writes: nothing.
create or replace function turno.ticket_tab_turns(p_tab text)
returns text[]
language sql immutable
as $$
    select case p_tab
        when 'open' then '{operator,contact}'::text[]
        when 'contact' then '{contact}'
        when 'closed' then '{closed}'
        when 'all' then '{operator,contact,closed}'
        else '{operator}' end;
$$;
comment on function turno.ticket_tab_turns(text) is 'Turns of a tab of the ticket list.';
revoke execute on function turno.ticket_tab_turns(text) from public;
grant execute on function turno.ticket_tab_turns(text) to turno_web, turno_act;
