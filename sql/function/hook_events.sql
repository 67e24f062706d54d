-- Purpose: the words by which a webhook says what it wants to be told of (R34): events that notice_rule knows for webhooks.
-- Returns: those words in order; * stands for all of them.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.hook_events()
returns text[]
language sql stable
set search_path = turno, pg_temp
as $$
    -- notify tells of these two by the names of what they are to a program: a ticket, a message.
    select array['*'] || array(select r.event from notice_rule r
        where r.channel = 'webhook' and r.event not in ('opened_by_office', 'generated') order by r.event);
$$;
comment on function turno.hook_events() is 'Events that a webhook may ask for (R34).';
revoke execute on function turno.hook_events() from public;
grant execute on function turno.hook_events() to turno_act;
