-- Rights of acts that nothing of theirs uses: when a server first put a mail off, and the account of one that waits, are read and written by
-- the kernel alone.
revoke select (tried_at) on turno.outbox from turno_act;
revoke select (account) on turno.outbox_job from turno_act;
