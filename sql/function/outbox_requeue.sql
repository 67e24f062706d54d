-- Purpose: claims that ran out before DATA are given back (M31).
-- Returns: how many.
-- Calls:   nothing. Writes: outbox, outbox_job; notifies turno_outbox.
create or replace function turno.outbox_requeue()
returns integer
language plpgsql volatile
as $$
declare
    v_count integer;
begin
    with late as (
        update turno.outbox_job set step = 'waiting', owner = null, leased_until = null
        where outbox_id in (select j.outbox_id from turno.outbox_job j
            where j.step = 'claimed' and j.leased_until <= clock_timestamp() for update skip locked)
        returning outbox_id
    ), again as (
        update turno.outbox o set state = 'queued' from late where o.id = late.outbox_id returning o.id
    )
    select count(*) into v_count from again;
    if v_count > 0 then
        perform pg_notify('turno_outbox', '');
    end if;
    return v_count;
end
$$;
comment on function turno.outbox_requeue is 'Gives back claims that ran out before DATA (M31).';
revoke execute on function turno.outbox_requeue from public;
grant execute on function turno.outbox_requeue to turno_gateway;
