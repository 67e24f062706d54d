-- Purpose: by which row of turn_rule an operator's ticket begins (R16): with a message that passes the turn, with one that keeps it,
--          or without a message, which passes nothing.
-- Returns: reply, reply_keep or opened.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.open_event(p_has_message boolean, p_passes boolean)
returns text
language sql immutable
as $$
    select case when not p_has_message then 'opened' when coalesce(p_passes, true) then 'reply' else 'reply_keep' end;
$$;
comment on function turno.open_event(boolean, boolean) is 'Row of turn_rule by which an operator''s ticket begins (R16).';
revoke execute on function turno.open_event(boolean, boolean) from public;
grant execute on function turno.open_event(boolean, boolean) to turno_gateway, turno_act;
