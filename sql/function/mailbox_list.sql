-- Purpose: turno mailbox list.
-- Returns: an array.
-- Calls:   mailbox_json. Writes: nothing.
create or replace function turno.mailbox_list(p jsonb)
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    select coalesce(jsonb_agg(mailbox_json(m.id) order by m.name), '[]') from mailbox m;
$$;
comment on function turno.mailbox_list(jsonb) is 'All mailboxes.';
revoke execute on function turno.mailbox_list(jsonb) from public;
grant execute on function turno.mailbox_list(jsonb) to turno_act;
