-- Purpose: hold a practice until the transaction ends, so that what is decided on its state still holds when it is written.
-- Returns: nothing.
-- Calls:   nothing. Writes: nothing; locks the row.
create or replace function turno.practice_lock(p_practice bigint)
returns void
language sql volatile security definer
set search_path = turno, pg_temp
as $$
    select from turno.practice p where p.id = p_practice for update;
$$;
comment on function turno.practice_lock(bigint) is 'Holds a practice.';
alter function turno.practice_lock(bigint) owner to turno_gateway;
revoke execute on function turno.practice_lock(bigint) from public;
grant execute on function turno.practice_lock(bigint) to turno_act;
