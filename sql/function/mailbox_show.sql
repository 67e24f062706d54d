-- Purpose: turno mailbox show.
-- Returns: the mailbox as shown.
-- Calls:   mailbox_find, mailbox_json. Writes: nothing.
create or replace function turno.mailbox_show(p jsonb)
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    select mailbox_json(mailbox_find(p ->> 'name'));
$$;
comment on function turno.mailbox_show(jsonb) is 'One mailbox.';
revoke execute on function turno.mailbox_show(jsonb) from public;
grant execute on function turno.mailbox_show(jsonb) to turno_act;
