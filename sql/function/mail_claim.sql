-- Purpose: the next mails to read. The writer's lease is the claim: its one deliver asks again only when it has
--          nothing left in hand, so what a process took that died is simply the next, however it died. Mailboxes go in turn;
--          within a mailbox a mail that was not read yet stands for itself, and those that were put off (mail_postpone)
--          follow one per sender, each sender's in their order; seldom while a whole batch waits of which nobody knows the senders yet,
--          for another's mail may stand behind ten thousand of a flood.
-- Returns: array of {id, size, sha256 (hex), alone}, the first to be decided first. A mail on which a reader died comes alone.
-- Calls:   lease_guard. Writes: nothing.
create or replace function turno.mail_claim(p_owner text, p_epoch bigint, p_limit integer)
returns jsonb
language plpgsql volatile
as $$
declare
    v_now timestamptz := clock_timestamp();
    v_share integer;
    v_jobs jsonb;
begin
    perform turno.lease_guard('writer', p_owner, p_epoch);
    select greatest(1, ceil(p_limit::numeric / greatest(1, count(*)))) into v_share
    from turno.mailbox b where exists (select from turno.mail_job j where j.mailbox_id = b.id);
    -- Every step is a probe of mail_job_turn: the cost is that of mailboxes, senders put off and mails given, not of the backlog.
    with recursive sender as (
        select b.id as mailbox_id, (select min(j.sender) from turno.mail_job j where j.mailbox_id = b.id and j.sender > '') as name
        from turno.mailbox b
        union all
        select s.mailbox_id, (select min(j.sender) from turno.mail_job j where j.mailbox_id = s.mailbox_id and j.sender > s.name)
        from sender s where s.name is not null
    ), head as (
        select s.mailbox_id, s.name, row_number() over (partition by s.mailbox_id order by x.mail_id) as place
        from sender s cross join lateral (select j.mail_id from turno.mail_job j
            where j.mailbox_id = s.mailbox_id and j.sender = s.name and j.run_after <= v_now order by j.mail_id limit 1) x
    ), unread as (
        select b.id as mailbox_id, x.mail_id, x.reader_deaths
        from turno.mailbox b cross join lateral (select j.mail_id, j.reader_deaths from turno.mail_job j
            where j.mailbox_id = b.id and j.sender = '' and j.run_after <= v_now order by j.mail_id limit v_share) x
    ), full_of_unread as (
        -- In one of sixteen of its batches the others go on all the same.
        select u.mailbox_id from unread u group by u.mailbox_id having count(*) >= v_share and v_share > 1 and hashint8(min(u.mail_id)) & 15 <> 0
    ), waiting as (
        select u.mailbox_id, 1 as place, u.mail_id, u.reader_deaths from unread u
        union all
        select h.mailbox_id, row_number() over (partition by h.mailbox_id, h.name order by x.mail_id), x.mail_id, x.reader_deaths
        from head h cross join lateral (select j.mail_id, j.reader_deaths from turno.mail_job j
            where j.mailbox_id = h.mailbox_id and j.sender = h.name and j.run_after <= v_now order by j.mail_id limit v_share) x
        where h.place <= v_share and h.mailbox_id not in (select f.mailbox_id from full_of_unread f)
    ), turn as (
        select w.mail_id, w.reader_deaths > 0 as alone, row_number() over (partition by w.mailbox_id order by w.place, w.mail_id) as round
        from waiting w
    ), due as (
        select t.mail_id, t.alone, row_number() over (order by t.round, t.mail_id) as place,
            bool_or(t.alone) over (order by t.round, t.mail_id) as after_alone
        from turn t
    )
    select jsonb_agg(jsonb_build_object('id', m.id, 'size', b.size, 'sha256', encode(b.sha256, 'hex'),
        'alone', due.alone) order by due.place) into v_jobs
    from due
    join turno.mail m on m.id = due.mail_id
    join turno.blob b on b.id = m.blob_id
    where due.place = 1 or due.place <= p_limit and not due.after_alone;
    return coalesce(v_jobs, '[]');
end
$$;
comment on function turno.mail_claim is 'Gives the next mails for the readers.';
revoke execute on function turno.mail_claim from public;
grant execute on function turno.mail_claim to turno_gateway;
