-- Purpose: what a contact's message to a closed ticket does (R18): by its category, else by the setting closed.reply; within
--          closed.grace_days of closing it reopens whatever those say. (Who closed it just now may have begun after the one who asks.)
-- Returns: new_linked, reopen, reject_notice or append_silent; null for a ticket that is not closed.
-- Calls:   setting_text. Writes: nothing.
create or replace function turno.closed_policy(p_ticket bigint)
returns text
language plpgsql stable security definer
set search_path = turno, pg_temp
as $$
begin
    return (select case
            when g.days > 0 and t.closed_at > now() - make_interval(days => g.days) then 'reopen'
            else coalesce(c.closed_reply, setting_text('closed.reply', 'new_linked')) end
        from ticket t join category c on c.id = t.category_id
        cross join lateral (select coalesce(c.closed_grace_days, setting_text('closed.grace_days', '0')::integer) as days) g
        where t.id = p_ticket and t.turn = 'closed');
end
$$;
comment on function turno.closed_policy is 'What a contact''s message to a closed ticket does (R18).';
alter function turno.closed_policy owner to turno_gateway;
revoke execute on function turno.closed_policy from public;
grant execute on function turno.closed_policy to turno_act;
