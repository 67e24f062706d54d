-- Purpose: raise or lower a ticket (R11). A raise tells who has the category at Advanced, or those chosen of them, or nobody:
--          escalate.notify = all, chosen, none, of the category or else of the office. Turn and contact stay (R15).
-- Returns: whether anything changed; TU003 for a raise while levels are switched off.
-- Calls:   levels_enabled, setting_text, event_add, ticket_assignment_check, ticket_note, colleagues_tell, notify. Writes: ticket, event, post, post_notified, outbox.
create or replace function turno.ticket_level(p_ticket bigint, p_level text, p_actor_kind text, p_actor bigint, p_channel text,
    p_note text default '', p_chosen bigint[] default '{}')
returns boolean
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_author bigint := case when p_actor_kind = 'operator' then p_actor end;
    v_old record;
    v_told text;
    v_post bigint;
begin
    select t.level, t.category_id, (select c.escalate_notify from turno.category c where c.id = t.category_id) as escalate_notify
    into v_old from turno.ticket t where t.id = p_ticket for update;
    if not found then
        raise exception using errcode = 'TU002', message = 'There is no such ticket.';
    elsif v_old.level = p_level then
        return false;
    elsif p_level = 'advanced' and not turno.levels_enabled() then
        raise exception using errcode = 'TU003', message = 'Levels are switched off: nothing can be raised.';
    end if;
    v_told := coalesce(v_old.escalate_notify, turno.setting_text('escalate.notify', 'all'));
    update turno.ticket set level = p_level where id = p_ticket;
    perform turno.event_add(p_ticket, 'level', p_actor_kind, p_actor, p_channel, null, v_old.level, p_level);
    perform turno.ticket_assignment_check(p_ticket, p_actor_kind, p_actor, p_channel);
    if btrim(coalesce(p_note, ''), E' \t\n\r') <> '' then
        v_post := turno.ticket_note(p_ticket, v_author, p_channel, p_note);
    end if;
    if p_level = 'advanced' and v_told = 'all' then
        perform turno.notify(p_ticket, v_post, 'raised', v_author, null, array(
            select oc.operator_id from turno.operator_category oc
            where oc.category_id = v_old.category_id and oc.level = 'advanced'));
    elsif p_level = 'advanced' and v_told = 'chosen' then
        perform turno.colleagues_tell(p_ticket, v_post, 'raised', v_author, p_chosen);
    end if;
    return true;
end
$$;
comment on function turno.ticket_level is 'Raises or lowers a ticket (R11).';
alter function turno.ticket_level owner to turno_gateway;
revoke execute on function turno.ticket_level from public;
grant execute on function turno.ticket_level to turno_act;
