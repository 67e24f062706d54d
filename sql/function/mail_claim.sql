-- Purpose: take the next mails to read, under the writer's lease. A claim of another owner is void, because
--          he has lost the lease; an own one lasts two minutes, then it is taken to be forgotten.
-- Returns: array of {id, size, sha256 (hex), alone} in id order. A mail on which a reader died comes alone.
-- Calls:   lease_guard. Writes: mail_job.
create or replace function turno.mail_claim(p_owner text, p_epoch bigint, p_limit integer)
returns jsonb
language plpgsql volatile
as $$
declare
    v_jobs jsonb;
begin
    perform turno.lease_guard('writer', p_owner, p_epoch);
    with due as (
        select j.mail_id, j.reader_deaths > 0 as alone,
            row_number() over (order by j.mail_id) as place,
            bool_or(j.reader_deaths > 0) over (order by j.mail_id) as after_alone
        from (select * from turno.mail_job j
            where j.run_after <= clock_timestamp()
            and (j.owner is distinct from p_owner or j.leased_until <= clock_timestamp())
            order by j.mail_id limit p_limit) j
    ), taken as (
        update turno.mail_job j
        set owner = p_owner, leased_until = clock_timestamp() + interval '2 minutes'
        from due
        where j.mail_id = due.mail_id and (due.place = 1 or not due.after_alone)
        returning j.mail_id, due.alone
    )
    select jsonb_agg(jsonb_build_object('id', m.id, 'size', b.size, 'sha256', encode(b.sha256, 'hex'),
        'alone', taken.alone) order by m.id) into v_jobs
    from taken
    join turno.mail m on m.id = taken.mail_id
    join turno.blob b on b.id = m.blob_id;
    return coalesce(v_jobs, '[]');
end
$$;
comment on function turno.mail_claim is 'Claims the next mails for the readers.';
revoke execute on function turno.mail_claim from public;
grant execute on function turno.mail_claim to turno_gateway;
