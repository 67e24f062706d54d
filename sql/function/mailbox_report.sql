-- Purpose: how the last poll of a mailbox ended, for the health page.
-- Returns: nothing. p_error null or '' means well.
-- Calls:   nothing. Writes: mailbox.
create or replace function turno.mailbox_report(p_mailbox bigint, p_error text)
returns void
language sql volatile
as $$
    update turno.mailbox set polled_at = clock_timestamp(), poll_error = nullif(p_error, '') where id = p_mailbox;
$$;
comment on function turno.mailbox_report is 'Writes when a mailbox was polled and what went wrong.';
revoke execute on function turno.mailbox_report from public;
grant execute on function turno.mailbox_report to turno_gateway;
