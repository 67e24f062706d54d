-- Purpose: how a mailbox does, in a word.
-- Returns: off (switched off), unset (no server), new (never tried), failing (the last try met something), late (not gone through
--          for an hour, though nothing is reported: nobody fetches it), ok.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.mailbox_state(p_mailbox turno.mailbox)
returns text
language sql stable
set search_path = turno, pg_temp
as $$
    select case when not p_mailbox.is_active then 'off'
        when '' in (p_mailbox.imap_host, p_mailbox.imap_login)
            or p_mailbox.imap_secret = '' and not exists (select from mailbox_secret s where s.mailbox_id = p_mailbox.id and s.way = 'imap') then 'unset'
        when p_mailbox.poll_error is not null then 'failing'
        when p_mailbox.polled_at is null then 'new'
        when coalesce(p_mailbox.fetched_at, p_mailbox.polled_at) < clock_timestamp() - interval '1 hour' then 'late'
        else 'ok' end;
$$;
comment on function turno.mailbox_state(turno.mailbox) is 'How a mailbox does, in a word.';
revoke execute on function turno.mailbox_state(turno.mailbox) from public;
grant execute on function turno.mailbox_state(turno.mailbox) to turno_act, turno_gateway;
