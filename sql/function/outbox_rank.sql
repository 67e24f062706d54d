-- Purpose: what goes first when not all can go at once: what a person waits for (his answer, the link he asked for), then
--          what operators must know and what a mail of somebody's caused, last that a mail has arrived.
-- Returns: 1 to 3, 1 first.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.outbox_rank(p_kind text)
returns smallint
language sql immutable parallel safe
as $$
    select case when p_kind in ('reply', 'new_link', 'password_code', 'confirm') then 1 when p_kind = 'acknowledgement' then 3 else 2 end::smallint;
$$;
comment on function turno.outbox_rank is 'Rank of a kind of mail in the queue, 1 first.';
revoke execute on function turno.outbox_rank from public;
grant execute on function turno.outbox_rank to turno_gateway;
