-- Purpose: how a try to fetch a mailbox ended, for mailbox_state.
-- Returns: nothing. p_error null or '' means well; p_is_fetched: the whole folder was gone through, whatever p_error says of single mails.
-- Calls:   nothing. Writes: mailbox.
create or replace function turno.mailbox_report(p_mailbox bigint, p_error text, p_is_fetched boolean)
returns void
language sql volatile
as $$
    update turno.mailbox set polled_at = clock_timestamp(), poll_error = nullif(p_error, ''),
        fetched_at = case when p_is_fetched then clock_timestamp() else fetched_at end,
        failing_since = case when nullif(p_error, '') is not null then coalesce(failing_since, clock_timestamp()) end
    where id = p_mailbox;
$$;
comment on function turno.mailbox_report is 'Writes when a mailbox was fetched and what went wrong.';
revoke execute on function turno.mailbox_report from public;
grant execute on function turno.mailbox_report to turno_gateway;
