-- Purpose: the last word before DATA is sent: from the commit of this on, a lost answer is uncertain (M31).
-- Returns: true when the row is still the owner's; false: do not send.
-- Calls:   nothing. Writes: outbox_job.
create or replace function turno.outbox_data(p_outbox bigint, p_owner text)
returns boolean
language sql volatile
as $$
    with mine as (
        update turno.outbox_job set step = 'data'
        where outbox_id = p_outbox and owner = p_owner and step = 'claimed' and leased_until > clock_timestamp()
        returning outbox_id
    )
    select exists (select from mine);
$$;
comment on function turno.outbox_data is 'Marks that DATA is about to be sent (M31).';
revoke execute on function turno.outbox_data from public;
grant execute on function turno.outbox_data to turno_gateway;
