-- Purpose: an operator begins to answer a ticket, or goes on (R28). Who comes while another answers gets nothing, unless he
--          takes over, which is an event. The caller holds the ticket (ticket_lock).
-- Returns: whether the lock is his. It lasts lock.ttl minutes (15) from now.
-- Calls:   setting_text, event_add. Writes: reply_lock, event.
create or replace function turno.reply_lock_take(p_ticket bigint, p_operator bigint, p_take_over boolean default false)
returns boolean
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_until timestamptz := clock_timestamp() + make_interval(mins => turno.setting_text('lock.ttl', '15')::integer);
    v_other text;
begin
    select o.name into v_other from turno.reply_lock l join turno.operator o on o.id = l.operator_id
    where l.ticket_id = p_ticket and l.operator_id <> p_operator and l.until > clock_timestamp();
    if v_other is not null and not p_take_over then
        return false;
    end if;
    insert into turno.reply_lock as l (ticket_id, operator_id, until) values (p_ticket, p_operator, v_until)
    on conflict (ticket_id) do update
    set since = case when l.operator_id = p_operator and l.until > clock_timestamp() then l.since else excluded.since end,
        operator_id = p_operator, until = v_until;
    if v_other is not null then
        perform turno.event_add(p_ticket, 'lock_taken', 'operator', p_operator, 'web', null, v_other,
            (select o.name from turno.operator o where o.id = p_operator));
    end if;
    return true;
end
$$;
comment on function turno.reply_lock_take is 'Takes, renews or takes over the lock of a reply (R28).';
alter function turno.reply_lock_take owner to turno_gateway;
revoke execute on function turno.reply_lock_take from public;
grant execute on function turno.reply_lock_take to turno_act;
