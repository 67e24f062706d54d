-- Purpose: an automatic response (M11), absence notices above all: an event when it threads, else nothing. It
--          never flips, reopens, opens or is acknowledged; an operator's goes nowhere (M25).
-- Returns: decision "event" or "filtered".
-- Calls:   event_add. Writes: event.
create or replace function turno.deliver_response(p_sender jsonb, p_thread jsonb)
returns jsonb
language plpgsql volatile
as $$
declare
    v_ticket bigint := (p_thread ->> 'ticket')::bigint;
begin
    if v_ticket is null or p_sender ->> 'kind' = 'operator' then
        return '{"outcome": "filtered", "reason": "automatic response"}';
    end if;
    perform turno.event_add(v_ticket, 'automatic_response',
        case when p_sender ->> 'kind' = 'contact' then 'contact' else 'system' end,
        (p_sender ->> 'contact')::bigint, 'mail', null, null, null, p_sender ->> 'address');
    return jsonb_build_object('outcome', 'event', 'ticket', v_ticket, 'reason', 'automatic response');
end
$$;
comment on function turno.deliver_response is 'Takes automatic responses (M11).';
revoke execute on function turno.deliver_response from public;
grant execute on function turno.deliver_response to turno_gateway;
