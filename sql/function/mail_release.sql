-- Purpose: a deliver process that starts gives back what it had claimed before it died.
-- Returns: number of mails given back.
-- Calls:   nothing. Writes: mail_job.
create or replace function turno.mail_release(p_owner text)
returns integer
language sql volatile
as $$
    with freed as (
        update turno.mail_job set owner = null, leased_until = null where owner = p_owner returning mail_id
    )
    select count(*)::integer from freed;
$$;
comment on function turno.mail_release is 'Gives back the claims of an owner.';
revoke execute on function turno.mail_release from public;
grant execute on function turno.mail_release to turno_gateway;
