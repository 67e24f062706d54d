-- Purpose: put tags on a ticket and take some off (M14); the turn stays (R15). What is there already, or is not, changes nothing.
-- Returns: whether anything changed.
-- Calls:   event_add. Writes: ticket_tag, event.
create or replace function turno.ticket_tag_set(p_ticket bigint, p_add text[], p_remove text[], p_actor_kind text, p_actor bigint,
    p_channel text)
returns boolean
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_old text;
    v_new text;
begin
    perform from ticket t where t.id = p_ticket for update;
    if not found then
        raise exception using errcode = 'TU002', message = 'There is no such ticket.';
    end if;
    v_old := (select string_agg(g.tag, ', ' order by g.tag) from ticket_tag g where g.ticket_id = p_ticket);
    delete from ticket_tag g where g.ticket_id = p_ticket and g.tag = any (p_remove);
    insert into ticket_tag (ticket_id, tag) select p_ticket, x from unnest(p_add) x on conflict do nothing;
    v_new := (select string_agg(g.tag, ', ' order by g.tag) from ticket_tag g where g.ticket_id = p_ticket);
    if v_new is not distinct from v_old then
        return false;
    end if;
    perform event_add(p_ticket, 'tags', p_actor_kind, p_actor, p_channel, null, v_old, v_new);
    return true;
end
$$;
comment on function turno.ticket_tag_set is 'Puts tags on a ticket and takes some off (M14).';
alter function turno.ticket_tag_set owner to turno_gateway;
revoke execute on function turno.ticket_tag_set from public;
grant execute on function turno.ticket_tag_set to turno_act;
