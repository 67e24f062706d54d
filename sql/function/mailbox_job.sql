-- Purpose: what turnod must know to fetch a mailbox. The password is the name of a file, or sealed.
-- Returns: {id, name, address, imap_*, folder, after, after_folder, kind}.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.mailbox_job(p_mailbox turno.mailbox)
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    select jsonb_build_object('id', p_mailbox.id, 'name', p_mailbox.name, 'address', p_mailbox.address,
        'imap_host', p_mailbox.imap_host, 'imap_port', p_mailbox.imap_port, 'imap_tls', p_mailbox.imap_tls, 'imap_login', p_mailbox.imap_login,
        'imap_secret', p_mailbox.imap_secret, 'imap_pin', p_mailbox.imap_pin,
        'imap_sealed', coalesce((select encode(s.sealed, 'hex') from mailbox_secret s where s.mailbox_id = p_mailbox.id and s.way = 'imap'), ''),
        'folder', p_mailbox.folder, 'after', p_mailbox.after, 'after_folder', p_mailbox.after_folder, 'kind', p_mailbox.kind);
$$;
comment on function turno.mailbox_job(turno.mailbox) is 'A mailbox as turnod fetches it.';
revoke execute on function turno.mailbox_job(turno.mailbox) from public;
grant execute on function turno.mailbox_job(turno.mailbox) to turno_gateway;
