-- Purpose: tell people what happened, by the audiences that turn_rule names for (turn before, event) (R34),
--          narrowed to p_audience. A contact who acts is acknowledged; anybody else's act that names the
--          contact is a reply to him. A reply that reaches no live address gives the turn back (R15).
-- Returns: number of mails put in the outbox.
-- Calls:   acknowledge, contact_tell, notify, turn_apply, event_add. Writes: outbox, event, ticket.
create or replace function turno.tell(p_ticket bigint, p_post bigint, p_turn text, p_event text,
    p_actor_kind text, p_actor bigint, p_audience text[] default '{contact,operators}', p_note text default null)
returns integer
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_told text[];
    v_count integer := 0;
begin
    select array(select unnest(r.told) intersect select unnest(p_audience)) into v_told
    from turno.turn_rule r where r.turn = p_turn and r.event = p_event;
    if 'operators' = any (v_told) then
        v_count := turno.notify(p_ticket, p_post, case when p_turn = 'none' then 'opened'
                when p_event = 'delivery_failed' then 'failed' when p_event = 'held' then 'held' else 'message' end,
            case when p_actor_kind = 'operator' then p_actor end, p_note);
    end if;
    if 'contact' = any (v_told) and p_actor_kind = 'contact' then
        v_count := v_count + turno.acknowledge(p_ticket, p_post, p_actor);
    elsif 'contact' = any (v_told) then
        if turno.contact_tell(p_ticket, p_post, 'reply') = 0 then
            perform turno.event_add(p_ticket, 'delivery_failed', 'system', null, 'mail', p_post, null, null,
                'no address that can be reached');
            perform turno.turn_apply(p_ticket, 'delivery_failed', 'system', null, 'mail', p_post,
                'no address that can be reached');
        else
            v_count := v_count + 1;
        end if;
    end if;
    return v_count;
end
$$;
comment on function turno.tell is 'Puts in the outbox what turn_rule says must be told (R34).';
alter function turno.tell owner to turno_gateway;
revoke execute on function turno.tell from public;
grant execute on function turno.tell to turno_act;
