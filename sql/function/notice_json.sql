-- Purpose: the matrix of who is told, as the command line and the web show it.
-- Returns: array of {event, audience, channel, status, template, is_on} in the order of events, of one event if p_event is given.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.notice_json(p_event text default null)
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    select coalesce(jsonb_agg(jsonb_build_object('event', r.event, 'audience', r.audience, 'channel', r.channel,
        'status', s.name_it, 'template', r.template, 'is_on', r.is_on)
        order by r.event, r.audience, r.channel, s.id nulls first), '[]')
    from notice_rule r left join status s on s.id = r.status_id
    where p_event is null or r.event = p_event;
$$;
comment on function turno.notice_json(text) is 'Who is told of what, as JSON (R34).';
revoke execute on function turno.notice_json(text) from public;
grant execute on function turno.notice_json(text) to turno_act;
