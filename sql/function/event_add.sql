-- Purpose: append one event to a ticket's timeline, chained to the one before (R23).
-- Returns: id of the event. p_actor is a contact's or an operator's id by p_actor_kind, null for system. To automations a draft
--          is opened when it is sent (R32, R36).
-- Calls:   event_digest. Writes: event, the chain's head in ticket (whose row it locks).
create or replace function turno.event_add(p_ticket bigint, p_type text, p_actor_kind text, p_actor bigint,
    p_channel text, p_post bigint default null, p_old text default null, p_new text default null,
    p_note text default null)
returns bigint
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_event turno.event;
    v_head bytea;
begin
    select t.event_count + 1, t.event_head into v_event.seq, v_head from turno.ticket t where t.id = p_ticket for update;
    if not found then
        return null;
    end if;
    v_event.id := nextval('turno.event_id_seq');
    v_event.ticket_id := p_ticket;
    v_event.at := now();
    v_event.type := p_type;
    v_event.actor_kind := p_actor_kind;
    v_event.contact_id := case when p_actor_kind = 'contact' then p_actor end;
    v_event.operator_id := case when p_actor_kind = 'operator' then p_actor end;
    v_event.channel := p_channel;
    v_event.post_id := p_post;
    v_event.old := p_old;
    v_event.new := p_new;
    v_event.note := p_note;
    v_event.salt := case when num_nonnulls(p_old, p_new, p_note) > 0 then turno.gen_random_bytes(16) end;
    v_event.digest := turno.event_digest(v_head, v_event, (select p.digest from turno.post p where p.id = p_post));
    update turno.ticket set event_count = v_event.seq, event_head = v_event.digest where id = p_ticket;
    insert into turno.event overriding system value select v_event.*;
    insert into turno.automation_job (event_id, ticket_id, type)
    select v_event.id, p_ticket, x.type from (select case p_type when 'draft_sent' then 'opened' else p_type end as type) x
    where exists (select from turno.automation a where a.trigger = x.type and a.is_active);
    return v_event.id;
end
$$;
comment on function turno.event_add is 'Appends an event to the hash chain of a ticket (R23).';
alter function turno.event_add owner to turno_gateway;
revoke execute on function turno.event_add from public;
grant execute on function turno.event_add to turno_act;
