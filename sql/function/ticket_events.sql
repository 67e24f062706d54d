-- Purpose: the timeline of a ticket (operators; a contact has none, R24), without raises where levels are switched off (R8). The
--          number of another ticket or a practice stands in it only for who may see that one (R9).
-- Returns: array of {at, type, actor, actor_kind, channel, old, new, note, is_post} in order.
-- Calls:   levels_enabled. Writes: nothing.
create or replace function turno.ticket_events(p_ticket bigint)
returns jsonb
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    -- Arrays that are put together beforehand: under policies an index serves a bare parameter only.
    v_named bigint[] := array(select e.new::bigint from event e
        where e.ticket_id = p_ticket and e.type in ('linked', 'unlinked', 'merged') and e.new ~ '^[0-9]{1,18}$');
    v_seen text[] := array(select t.id::text from ticket t where t.id = any (v_named));
begin
    return (select coalesce(jsonb_agg(jsonb_build_object('at', e.at, 'type', e.type, 'actor_kind', e.actor_kind,
        'actor', coalesce(o.name, nullif(k.name, '')), 'channel', e.channel, 'old', e.old,
        'new', case when case when e.type in ('linked', 'unlinked', 'merged') then e.new = any (v_seen)
            when e.type in ('converted', 'practice') then exists (select from practice r where r.reference = e.new)
            else true end then e.new end, 'note', e.note, 'is_turn', e.type in ('turn', 'closed', 'reopened'),
        'is_post', e.type in ('contact_message', 'reply', 'note')) order by e.seq), '[]')
    from event e
    left join operator o on o.id = e.operator_id
    left join contact k on k.id = e.contact_id
    where e.ticket_id = p_ticket and (e.type <> 'level' or (select levels_enabled())));
end
$$;
comment on function turno.ticket_events(bigint) is 'Timeline of a ticket (R23).';
revoke execute on function turno.ticket_events(bigint) from public;
grant execute on function turno.ticket_events(bigint) to turno_web;
