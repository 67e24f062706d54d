-- Purpose: under which name a mail's job waits for its turn: the sender's address, folded. All that name none are one.
-- Returns: never empty, at most 320 characters.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.mail_sender(p_evidence jsonb)
returns text
language sql immutable parallel safe
as $$
    select coalesce(nullif(left(lower(btrim(p_evidence ->> 'from_address')), 320), ''), '<>');
$$;
comment on function turno.mail_sender is 'Whose turn a mail waits for.';
revoke execute on function turno.mail_sender from public;
grant execute on function turno.mail_sender to turno_gateway;
