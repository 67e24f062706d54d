-- Purpose: what an event of the turn machine is called in notice_rule.
-- Returns: the name; null for what nobody is ever told of.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.notice_event(p_turn text, p_event text, p_actor_kind text)
returns text
language sql immutable
as $$
    select case
        when p_turn = 'none' then case p_actor_kind when 'operator' then 'opened_by_office' else 'opened' end
        when p_event in ('contact_message', 'contact_reopened') then 'message'
        when p_event in ('reply', 'reply_keep') then 'reply'
        when p_event = 'generated_message' then 'generated'
        when p_event = 'delivery_failed' then 'failed'
        when p_event in ('held', 'closed', 'reopened') then p_event end;
$$;
comment on function turno.notice_event is 'Name in notice_rule of an event of turn_rule (R34).';
revoke execute on function turno.notice_event from public;
grant execute on function turno.notice_event to turno_gateway;
