-- Purpose: how many mails wait in triage, for the frame of every page. The caller has seen that its viewer has the right.
-- Returns: 0 to 100.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.triage_count()
returns integer
language plpgsql stable security definer
set search_path = turno, pg_temp
as $$
begin
    return (select count(*) from (select from mail m where m.outcome = 'triage' and m.ticket_id is null limit 100) w);
end
$$;
comment on function turno.triage_count() is 'Mails in triage, counted up to 100.';
alter function turno.triage_count() owner to turno_gateway;
revoke execute on function turno.triage_count() from public;
grant execute on function turno.triage_count() to turno_act;
