-- Purpose: the tickets that the clock of an automation has come to (R36). waiting: whose turn began after p_since and is p_after old; due:
--          that are planned for a day within p_after, or for one of the last thirty. Those it fired on are left out.
-- Returns: ticket and the time that set it off, oldest first; about p_limit rows, all of the same time or none.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.automation_due(p_automation bigint, p_trigger text, p_after interval, p_since timestamptz, p_limit integer)
returns table (id bigint, since timestamptz)
language sql stable
as $$
    select x.id, x.since from (
        (select t.id, t.waiting_since as since from turno.ticket t
        where p_trigger = 'waiting' and t.turn <> 'closed' and t.waiting_since > p_since and t.waiting_since <= now() - p_after
        order by t.waiting_since fetch first p_limit rows with ties)
        union all
        (select t.id, t.due_on::timestamptz from turno.ticket t
        where p_trigger = 'due' and t.turn <> 'closed' and t.due_on is not null and t.due_on between current_date - 30 and (now() + p_after)::date
        order by t.due_on fetch first p_limit rows with ties)) x
    where not exists (select from turno.automation_firing f where f.automation_id = p_automation and f.ticket_id = x.id and f.since = x.since)
    order by x.since, x.id;
$$;
comment on function turno.automation_due(bigint, text, interval, timestamptz, integer) is 'Tickets that the clock of an automation has come to (R36).';
revoke execute on function turno.automation_due(bigint, text, interval, timestamptz, integer) from public;
grant execute on function turno.automation_due(bigint, text, interval, timestamptz, integer) to turno_gateway, turno_act;
