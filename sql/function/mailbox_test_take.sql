-- Purpose: the next mailbox whose server is to be tried; each is taken by one turnod, and by another when that did not answer in two minutes.
-- Returns: {asked_at, job: as in mailbox_jobs, submission: the group by which its mail leaves, own: as in mailbox_submissions, null where it has none};
--          null when none waits.
-- Calls:   mailbox_job, mailbox_submission. Writes: mailbox_test.
create or replace function turno.mailbox_test_take()
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v mailbox_test;
begin
    select * into v from mailbox_test t
    where t.answered_at is null and (t.taken_at is null or t.taken_at < clock_timestamp() - interval '2 minutes')
    order by t.asked_at limit 1 for update skip locked;
    if not found then
        return null;
    end if;
    update mailbox_test t set taken_at = clock_timestamp() where t.mailbox_id = v.mailbox_id;
    return (select jsonb_build_object('asked_at', v.asked_at, 'job', mailbox_job(b), 'submission', b.submission,
            'own', mailbox_submission(b))
        from mailbox b where b.id = v.mailbox_id);
end
$$;
comment on function turno.mailbox_test_take() is 'The next mailbox whose server is tried.';
revoke execute on function turno.mailbox_test_take() from public;
grant execute on function turno.mailbox_test_take() to turno_gateway;
