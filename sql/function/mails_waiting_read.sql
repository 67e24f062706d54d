-- Purpose: incoming mail that waits for people, for mails_waiting, which asks the policies about the tickets.
-- Returns: the newest 1001 of triage, of quarantine and of what is held on tickets.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.mails_waiting_read()
returns table (id bigint, ticket_id bigint)
language plpgsql stable security definer
set search_path = turno, pg_temp
set plan_cache_mode = force_generic_plan
as $$
#variable_conflict use_column
declare
    v_most constant integer := 1001;
begin
    return query (select m.id, m.ticket_id from mail m where m.ticket_id is null and m.outcome = 'triage' order by m.id desc limit v_most)
        union all (select m.id, m.ticket_id from mail m where m.ticket_id is null and m.outcome = 'quarantine' order by m.id desc limit v_most)
        union all (select m.id, m.ticket_id from mail m where m.ticket_id is not null and m.outcome = 'held' order by m.id desc limit v_most);
end
$$;
comment on function turno.mails_waiting_read() is 'Incoming mail that waits for people.';
alter function turno.mails_waiting_read() owner to turno_gateway;
revoke execute on function turno.mails_waiting_read() from public;
grant execute on function turno.mails_waiting_read() to turno_act;
