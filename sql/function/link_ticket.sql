-- Purpose: the ticket of a magic link, before anybody is signed in who could see it.
-- Returns: one row: when it was closed, null while it is open; none once it was deleted (R27).
-- Calls:   nothing. Writes: nothing.
create or replace function turno.link_ticket(p_ticket bigint)
returns table (closed_at timestamptz)
language sql stable security definer
set search_path = turno, pg_temp
as $$
    select t.closed_at from ticket t where t.id = p_ticket and t.deleted_at is null;
$$;
comment on function turno.link_ticket(bigint) is 'When a link''s ticket was closed, while it is there (M33).';
alter function turno.link_ticket(bigint) owner to turno_gateway;
revoke execute on function turno.link_ticket(bigint) from public;
grant execute on function turno.link_ticket(bigint) to turno_act;
