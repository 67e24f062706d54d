-- Purpose: turno mailbox set.
-- Returns: the mailbox as shown.
-- Calls:   mailbox_find, mailbox_change. Writes: mailbox.
create or replace function turno.mailbox_set(p jsonb)
returns jsonb
language sql volatile
set search_path = turno, pg_temp
as $$
    select mailbox_change(mailbox_find(p ->> 'name'), p);
$$;
comment on function turno.mailbox_set(jsonb) is 'Changes a mailbox.';
revoke execute on function turno.mailbox_set(jsonb) from public;
grant execute on function turno.mailbox_set(jsonb) to turno_act;
