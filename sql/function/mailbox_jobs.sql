-- Purpose: what the supervisor must run: the mailboxes that are fetched.
-- Returns: array of {id, name, address, imap_*, folder, after, after_folder, kind} in id order.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.mailbox_jobs()
returns jsonb
language sql stable
as $$
    select coalesce(jsonb_agg(jsonb_build_object('id', b.id, 'name', b.name, 'address', b.address,
        'imap_host', b.imap_host, 'imap_port', b.imap_port, 'imap_tls', b.imap_tls, 'imap_login', b.imap_login,
        'imap_secret', b.imap_secret, 'imap_pin', b.imap_pin, 'folder', b.folder, 'after', b.after, 'after_folder', b.after_folder,
        'kind', b.kind) order by b.id), '[]')
    from turno.mailbox b
    where b.is_active and b.imap_host <> '';
$$;
comment on function turno.mailbox_jobs is 'Active mailboxes that are fetched.';
revoke execute on function turno.mailbox_jobs from public;
grant execute on function turno.mailbox_jobs to turno_gateway;
