-- Purpose: append one event to a ticket's timeline, chained to the one before (R23).
-- Returns: id of the event. p_actor is a contact's or an operator's id by p_actor_kind, null for system.
-- Calls:   event_digest. Writes: event, the chain's head in ticket (whose row it locks).
create or replace function turno.event_add(p_ticket bigint, p_type text, p_actor_kind text, p_actor bigint,
    p_channel text, p_post bigint default null, p_old text default null, p_new text default null,
    p_note text default null)
returns bigint
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_event bigint;
begin
    with t as (
        select t.event_count + 1 as seq, t.event_head as head,
            case when p_actor_kind = 'contact' then p_actor end as contact_id,
            case when p_actor_kind = 'operator' then p_actor end as operator_id
        from turno.ticket t
        where t.id = p_ticket
        for update
    ), e as (
        insert into turno.event (ticket_id, seq, at, type, actor_kind, contact_id, operator_id, channel, post_id,
            old, new, note, digest)
        select p_ticket, t.seq, now(), p_type, p_actor_kind, t.contact_id, t.operator_id, p_channel, p_post,
            p_old, p_new, p_note,
            turno.event_digest(t.head, p_ticket, t.seq, now(), p_type, p_actor_kind, t.contact_id, t.operator_id,
                p_channel, p_post, (select p.digest from turno.post p where p.id = p_post), p_old, p_new, p_note)
        from t
        returning id, seq, digest
    )
    update turno.ticket
    set event_count = e.seq, event_head = e.digest
    from e
    where ticket.id = p_ticket
    returning e.id into v_event;
    return v_event;
end
$$;
comment on function turno.event_add is 'Appends an event to the hash chain of a ticket (R23).';
alter function turno.event_add owner to turno_gateway;
revoke execute on function turno.event_add from public;
grant execute on function turno.event_add to turno_act;
