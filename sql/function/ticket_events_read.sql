-- Purpose: the timeline of a ticket, for an operator who sees it (a contact has none, R24), without raises where levels are switched off (R8). The
--          number of another ticket or a practice stands in it only for who may see that one (R9).
--          p_is_page: without those that the posts themselves show.
-- Returns: array of {at, type, actor, actor_kind, channel, old, new, note, is_post} in order.
-- Calls:   ticket_seen, practice_seen, levels_enabled. Writes: nothing.
create or replace function turno.ticket_events_read(p_ticket bigint, p_is_page boolean default false)
returns jsonb
language plpgsql stable security definer
set search_path = turno, pg_temp
as $$
declare
    v_tickets bigint[] := array(select e.new::bigint from event e
        where e.ticket_id = p_ticket and e.type in ('linked', 'unlinked', 'merged') and e.new ~ '^[0-9]{1,18}$');
    v_practices text[] := array(select e.new from event e where e.ticket_id = p_ticket and e.type in ('converted', 'practice'));
begin
    if v_tickets <> '{}' then
        v_tickets := ticket_seen(v_tickets);
    end if;
    if v_practices <> '{}' then
        v_practices := practice_seen(v_practices);
    end if;
    return (select coalesce(jsonb_agg(jsonb_build_object('at', e.at, 'type', e.type, 'actor_kind', e.actor_kind,
        'actor', coalesce(o.name, nullif(k.name, '')), 'channel', e.channel, 'old', e.old,
        'new', case when case when e.type in ('linked', 'unlinked', 'merged') then e.new = any (v_tickets::text[])
            when e.type in ('converted', 'practice') then e.new = any (v_practices)
            else true end then e.new end, 'note', e.note, 'is_turn', e.type in ('turn', 'closed', 'reopened'),
        'is_post', e.type in ('contact_message', 'reply', 'note')) order by e.seq), '[]')
    from event e
    left join operator o on o.id = e.operator_id
    left join contact k on k.id = e.contact_id
    where e.ticket_id = p_ticket and not (p_is_page and e.type in ('contact_message', 'reply', 'note', 'delivery_sent')) and (e.type <> 'level' or (select levels_enabled())));
end
$$;
comment on function turno.ticket_events_read(bigint, boolean) is 'Timeline of a ticket (R23).';
alter function turno.ticket_events_read(bigint, boolean) owner to turno_gateway;
revoke execute on function turno.ticket_events_read(bigint, boolean) from public;
grant execute on function turno.ticket_events_read(bigint, boolean) to turno_act;
