-- Purpose: incoming mail that waits for a decision of who looks, for its page and for the number that every page shows: of no ticket what is in
--          triage or quarantine, of a ticket that he sees what is held there (R9). The caller has seen that he has the triage right.
-- Returns: ids, newest first, at most 1000.
-- Calls:   mails_waiting_read. Writes: nothing.
create or replace function turno.mails_waiting()
returns bigint[]
language plpgsql stable
set search_path = turno, pg_temp
set plan_cache_mode = force_generic_plan
as $$
begin
    return array(select w.id from mails_waiting_read() w where w.ticket_id is null or exists (select from ticket t where t.id = w.ticket_id)
        order by w.id desc limit 1000);
end
$$;
comment on function turno.mails_waiting() is 'Incoming mail that waits for a decision of who looks (R9).';
alter function turno.mails_waiting() owner to turno_act;
revoke execute on function turno.mails_waiting() from public;
