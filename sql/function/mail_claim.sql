-- Purpose: the next mails to read. The writer's lease is the claim: its one deliver asks again only when it has
--          nothing left in hand, so what a process took that died is simply the next, however it died.
-- Returns: array of {id, size, sha256 (hex), alone} in id order. A mail on which a reader died comes alone.
-- Calls:   lease_guard. Writes: nothing.
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
            order by j.mail_id limit p_limit) j
    )
    select jsonb_agg(jsonb_build_object('id', m.id, 'size', b.size, 'sha256', encode(b.sha256, 'hex'),
        'alone', due.alone) order by m.id) into v_jobs
    from due
    join turno.mail m on m.id = due.mail_id
    join turno.blob b on b.id = m.blob_id
    where due.place = 1 or not due.after_alone;
    return coalesce(v_jobs, '[]');
end
$$;
comment on function turno.mail_claim is 'Gives the next mails for the readers.';
revoke execute on function turno.mail_claim from public;
grant execute on function turno.mail_claim to turno_gateway;
