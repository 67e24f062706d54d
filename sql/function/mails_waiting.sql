-- Purpose: incoming mail that waits for a decision of who looks, for its page and for the number that every page shows: of no ticket what is in
--          triage or quarantine, of a ticket that he sees what is held there (R9). The caller has seen that he has the triage right.
-- Returns: ids, newest first; 1001 are more than 1000.
-- Calls:   mails_waiting_read, ticket_seen. Writes: nothing.
create or replace function turno.mails_waiting()
returns bigint[]
language plpgsql stable
set search_path = turno, pg_temp
set plan_cache_mode = force_generic_plan
as $$
declare
    v_ids bigint[];
    v_tickets bigint[];
    v_seen bigint[];
begin
    select array_agg(w.id), array_agg(w.ticket_id) into v_ids, v_tickets from mails_waiting_read() w;
    -- While nothing is held there is nothing to ask the policies.
    if array_remove(v_tickets, null) <> '{}' then
        v_seen := ticket_seen(array_remove(v_tickets, null));
    end if;
    return array(select w.id from unnest(v_ids, v_tickets) w(id, ticket_id) where w.ticket_id is null or w.ticket_id = any (v_seen)
        order by w.id desc limit 1001);
end
$$;
comment on function turno.mails_waiting() is 'Incoming mail that waits for a decision of who looks (R9).';
alter function turno.mails_waiting() owner to turno_act;
revoke execute on function turno.mails_waiting() from public;
