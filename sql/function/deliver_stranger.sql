-- Purpose: the right token from somebody who does not take part (M18), or a token of the wrong role (M17):
--          held on the ticket until an operator accepts it. He gets no link and no answer.
-- Returns: decision "held".
-- Calls:   event_add, turn_apply. Writes: event, outbox (operators are told).
create or replace function turno.deliver_stranger(p_evidence jsonb, p_sender jsonb, p_thread jsonb)
returns jsonb
language plpgsql volatile
as $$
declare
    v_ticket bigint := (p_thread ->> 'ticket')::bigint;
begin
    perform turno.event_add(v_ticket, 'held', 'system', null, 'mail', null, null, p_sender ->> 'address',
        'outside participant');
    if p_evidence ->> 'automatic' in ('no', 'list') then
        perform turno.turn_apply(v_ticket, 'held', 'system', null, 'mail', null,
            concat_ws(' ', 'outside participant', p_sender ->> 'address'));
    end if;
    return jsonb_build_object('outcome', 'held', 'ticket', v_ticket, 'reason', 'outside participant');
end
$$;
comment on function turno.deliver_stranger is 'Holds a mail with a right token from the wrong sender (M18).';
revoke execute on function turno.deliver_stranger from public;
grant execute on function turno.deliver_stranger to turno_gateway;
