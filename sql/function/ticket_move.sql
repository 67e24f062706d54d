-- Purpose: move a ticket to another category (R12): turn, level and contact stay, the contact is told nothing. The rule of the new
--          category assigns it; else who sees it no more loses it (R40). Note and colleagues are of those who see it there.
-- Returns: whether anything changed.
-- Calls:   event_add, category_assignee, assignee_hold, ticket_assign, ticket_assignment_check, ticket_note, colleagues_tell. Writes: ticket, event, post, post_notified, outbox.
create or replace function turno.ticket_move(p_ticket bigint, p_category bigint, p_actor_kind text, p_actor bigint, p_channel text,
    p_note text default '', p_colleagues bigint[] default '{}')
returns boolean
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_author bigint := case when p_actor_kind = 'operator' then p_actor end;
    v_old record;
    v_path text;
    v_assignee bigint;
    v_post bigint;
begin
    select t.category_id, t.level, t.turn, t.assignee_id, (select c.path from turno.category c where c.id = t.category_id) as path
    into v_old from turno.ticket t where t.id = p_ticket for update;
    if not found then
        raise exception using errcode = 'TU002', message = 'There is no such ticket.';
    elsif v_old.category_id = p_category then
        return false;
    end if;
    select c.path into v_path from turno.category c where c.id = p_category;
    if not found then
        raise exception using errcode = 'TU003', message = 'There is no such category.';
    end if;
    update turno.ticket set category_id = p_category where id = p_ticket;
    perform turno.event_add(p_ticket, 'category', p_actor_kind, p_actor, p_channel, null, v_old.path, v_path);
    if v_old.turn <> 'closed' then
        v_assignee := turno.category_assignee(p_category, v_old.level, v_old.assignee_id);
    end if;
    if turno.assignee_hold(v_assignee, p_ticket) then
        perform turno.ticket_assign(p_ticket, v_assignee, p_actor_kind, p_actor, p_channel, 'by category');
    else
        perform turno.ticket_assignment_check(p_ticket, p_actor_kind, p_actor, p_channel);
    end if;
    if btrim(coalesce(p_note, ''), E' \t\n\r') <> '' then
        v_post := turno.ticket_note(p_ticket, v_author, p_channel, p_note);
    end if;
    perform turno.colleagues_tell(p_ticket, v_post, 'moved', v_author, p_colleagues);
    return true;
end
$$;
comment on function turno.ticket_move is 'Moves a ticket to another category (R12).';
alter function turno.ticket_move owner to turno_gateway;
revoke execute on function turno.ticket_move from public;
grant execute on function turno.ticket_move to turno_act;
