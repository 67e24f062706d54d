-- Purpose: of some tickets those that who asks may see: the one question to policies of a page whose rest the kernel reads, see reader.
-- Returns: ids in no order: what policies show to the session's person; for the owner of the database all of them.
-- Calls:   reader_is_owner. Writes: nothing.
create or replace function turno.ticket_seen(p_tickets bigint[])
returns bigint[]
language plpgsql stable security definer
set search_path = turno, pg_temp
set plan_cache_mode = force_generic_plan
as $$
begin
    if reader_is_owner() then
        return p_tickets;
    end if;
    return array(select t.id from ticket t where t.id = any (p_tickets));
end
$$;
comment on function turno.ticket_seen(bigint[]) is 'Of some tickets those that who asks may see (R9).';
alter function turno.ticket_seen(bigint[]) owner to turno_act;
revoke execute on function turno.ticket_seen(bigint[]) from public;
grant execute on function turno.ticket_seen(bigint[]) to turno_gateway;
