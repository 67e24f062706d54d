-- Purpose: write what describes a ticket (R32, R33): p may have subject, reference (empty: the number again), due_on (null: now), place
--          {address, latitude, longitude} (null: nowhere). One event for each that changed. The turn stays (R15).
-- Returns: names of those that changed. Unique and digits-only references are kept by ticket_reference_key and ticket_reference.
-- Calls:   place_text, event_add. Writes: ticket, event.
create or replace function turno.ticket_describe(p_ticket bigint, p jsonb, p_actor_kind text, p_actor bigint, p_channel text)
returns text[]
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_old turno.ticket;
    v_new turno.ticket;
    v_changed text[] := '{}';
    v record;
begin
    select * into v_old from turno.ticket t where t.id = p_ticket for update;
    if not found then
        raise exception using errcode = 'TU002', message = 'There is no such ticket.';
    end if;
    update turno.ticket t set
        subject = coalesce(p ->> 'subject', t.subject),
        reference = coalesce(p ->> 'reference', t.reference),
        due_on = case when p ? 'due_on' then (p ->> 'due_on')::date else t.due_on end,
        place_address = case when p ? 'place' then coalesce(p #>> '{place,address}', '') else t.place_address end,
        latitude = case when p ? 'place' then (p #>> '{place,latitude}')::numeric else t.latitude end,
        longitude = case when p ? 'place' then (p #>> '{place,longitude}')::numeric else t.longitude end
    where t.id = p_ticket
    returning * into v_new;
    for v in
        select x.type, nullif(x.old, '') as old, nullif(x.new, '') as new
        from (values (1, 'subject', v_old.subject, v_new.subject), (2, 'reference', v_old.reference, v_new.reference),
            (3, 'due', v_old.due_on::text, v_new.due_on::text),
            (4, 'place', turno.place_text(v_old.place_address, v_old.latitude, v_old.longitude),
                turno.place_text(v_new.place_address, v_new.latitude, v_new.longitude))) x(n, type, old, new)
        where nullif(x.old, '') is distinct from nullif(x.new, '')
        order by x.n
    loop
        perform turno.event_add(p_ticket, v.type, p_actor_kind, p_actor, p_channel, null, v.old, v.new);
        v_changed := v_changed || v.type;
    end loop;
    return v_changed;
end
$$;
comment on function turno.ticket_describe is 'Writes subject, reference, due date and place of a ticket (R32, R33).';
alter function turno.ticket_describe owner to turno_gateway;
revoke execute on function turno.ticket_describe from public;
grant execute on function turno.ticket_describe to turno_act;
