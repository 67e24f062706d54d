-- Purpose: how the try of a server went; one that was asked for again in the meantime is not answered by it.
-- Returns: whether it was noted.
-- Calls:   nothing. Writes: mailbox_test.
create or replace function turno.mailbox_test_answer(p_mailbox bigint, p_asked_at timestamptz, p_steps jsonb)
returns boolean
language plpgsql volatile
set search_path = turno, pg_temp
as $$
begin
    update mailbox_test t set answered_at = clock_timestamp(), steps = p_steps
    where t.mailbox_id = p_mailbox and t.asked_at = p_asked_at and t.answered_at is null;
    return found;
end
$$;
comment on function turno.mailbox_test_answer(bigint, timestamptz, jsonb) is 'How the try of a server went.';
revoke execute on function turno.mailbox_test_answer(bigint, timestamptz, jsonb) from public;
grant execute on function turno.mailbox_test_answer(bigint, timestamptz, jsonb) to turno_gateway;
