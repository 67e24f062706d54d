-- Purpose: the ticket on whose page a decision about a held mail is taken (p: mail; ticket, where the form stood on the page of one).
-- Returns: the ticket where the mail is; null when it is not of the ticket named, nor of the one that was merged into, and was not split
--          off from it meanwhile.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.held_ticket(p jsonb)
returns bigint
language sql stable
set search_path = turno, pg_temp
as $$
    select coalesce(
        (select m.ticket_id from mail m
        where m.id = (p ->> 'mail')::bigint and (p ->> 'ticket' is null
            or m.ticket_id in (select unnest(array[t.id, t.merged_into]) from ticket t where t.id = (p ->> 'ticket')::bigint))),
        (select e.ticket_id from event e
        where e.ticket_id = (p ->> 'ticket')::bigint and e.type = 'held_split' and e.new = p ->> 'mail'));
$$;
comment on function turno.held_ticket(jsonb) is 'The ticket where a held mail is decided on (R29, M18).';
alter function turno.held_ticket(jsonb) owner to turno_act;
revoke execute on function turno.held_ticket(jsonb) from public;
