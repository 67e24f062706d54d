-- Purpose: a forward of our mail by somebody who is not its recipient (M19) is a new mail, linked to the ticket that it came from; one
--          that waits in triage keeps where it came from, and the ticket made of it is linked then (mail_open).
-- Returns: p_decision, with origin.
-- Calls:   ticket_relate. Writes: ticket_link, event.
create or replace function turno.deliver_forward(p_decision jsonb, p_thread jsonb)
returns jsonb
language plpgsql volatile
as $$
begin
    if p_thread ->> 'origin' is null then
        return p_decision;
    elsif p_decision ->> 'outcome' = 'ticket' then
        perform turno.ticket_relate((p_decision ->> 'ticket')::bigint, (p_thread ->> 'origin')::bigint, 'contact',
            (p_decision ->> 'contact')::bigint, 'mail');
    end if;
    return p_decision || jsonb_build_object('origin', p_thread -> 'origin');
end
$$;
comment on function turno.deliver_forward is 'Links what a forward of our mail became (M19).';
revoke execute on function turno.deliver_forward from public;
grant execute on function turno.deliver_forward to turno_gateway;
