-- Purpose: the one form of list, show, add and set.
-- Returns: an object; imap_secret is the name of a file, never a password.
-- Calls:   mailbox_state, mailbox_folders. Writes: nothing.
create or replace function turno.mailbox_json(p_mailbox bigint)
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    select to_jsonb(m) - '{address_folded,category_id}'::text[] || jsonb_build_object('category', c.path,
        'waiting', (select count(*) from mail_job j where j.mailbox_id = m.id),
        'state', mailbox_state(m), 'folders', mailbox_folders(m.id))
    from mailbox m left join category c on c.id = m.category_id where m.id = p_mailbox;
$$;
comment on function turno.mailbox_json(bigint) is 'A mailbox as the command line shows it.';
revoke execute on function turno.mailbox_json(bigint) from public;
grant execute on function turno.mailbox_json(bigint) to turno_act;
