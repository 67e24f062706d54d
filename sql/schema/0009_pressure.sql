-- Back-pressure: who goes first when not all can go at once, on the way in and on the way out.

-- The way out. An account is a group of submission in turno.conf; each has submitters of its own.
create table turno.account (
    name text primary key,
    per_minute integer not null default 0,
    per_day integer not null default 0,
    struck text[] not null default '{}',
    pauses integer not null default 0,
    paused_until timestamptz,
    probed_by text,
    failing_since timestamptz,
    reason text
);
comment on table turno.account is 'Submission accounts that were used, and whether mail leaves by them: all submitters of all turnod look here.';
comment on column turno.account.per_minute is 'As turno.conf says, for those who look; 0 is no limit. So is per_day.';
comment on column turno.account.struck is 'Recipients in a row whose mail the server put off for reasons of its own.';
comment on column turno.account.pauses is 'Pauses since a mail last went: each is twice as long as the one before.';
comment on column turno.account.paused_until is 'Null: mail leaves. Else nothing does before this time, and then one mail as a probe.';
comment on column turno.account.probed_by is 'Submitter that has the probe in hand; paused_until is then the end of its claim.';
alter table turno.account enable row level security;
create policy account_gateway on turno.account to turno_gateway using (true) with check (true);
grant select, insert, update, delete on turno.account to turno_gateway;

alter table turno.outbox add column tried_at timestamptz;
comment on column turno.outbox.tried_at is 'When a server first put it off: from here on it is tried for five days.';

create sequence turno.outbox_turn;
comment on sequence turno.outbox_turn is 'Counts claims: every eighth goes by age.';
grant usage on sequence turno.outbox_turn to turno_gateway;

alter table turno.outbox_job add column account text, add column rank smallint, add column is_paced boolean not null default false;
update turno.outbox_job j
set account = b.submission, rank = case when o.kind in ('reply', 'new_link') then 1 when o.kind = 'acknowledgement' then 3 else 2 end
from turno.outbox o join turno.mailbox b on b.id = o.mailbox_id
where o.id = j.outbox_id;
alter table turno.outbox_job alter column account set not null, alter column rank set not null;
comment on column turno.outbox_job.account is 'Submission of its mailbox, kept in step by mailbox_change.';
comment on column turno.outbox_job.rank is '1 first: what a person waits for; see outbox_rank.';
comment on column turno.outbox_job.is_paced is 'Its place within the limit of automatic mail to its recipient is taken; run_after says when.';
drop index turno.outbox_job_due;
create index outbox_job_due on turno.outbox_job (account, rank, run_after, outbox_id) where step = 'waiting';
create index outbox_job_claimed on turno.outbox_job (leased_until) where step <> 'waiting';
drop function if exists turno.outbox_claim(text, integer, integer);
drop function if exists turno.outbox_settle(bigint, text, text, text);
drop function if exists turno.outbox_wait_seconds();

-- The way in: round robin between mailboxes, and within a mailbox between senders.
alter table turno.mail_job add column mailbox_id bigint references turno.mailbox, add column sender text not null default '';
update turno.mail_job j set mailbox_id = m.mailbox_id from turno.mail m where m.id = j.mail_id;
alter table turno.mail_job alter column mailbox_id set not null;
comment on column turno.mail_job.sender is 'Whose mail it is, once it was read and had to wait; empty before.';
create index mail_job_turn on turno.mail_job (mailbox_id, sender, mail_id);
