-- Purpose: enter by magic link (p: token): a session for that contact on that ticket, an event, 30 more days (M33).
-- Returns: {ok, token, ticket}, or {ok: false} when the link does not open.
-- Calls:   link_find, session_new, event_add. Writes: link, session, event.
create or replace function turno.link_enter(p jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_link record;
begin
    select * into v_link from link_find(p ->> 'token');
    if not found or not v_link.is_valid then
        return jsonb_build_object('ok', false);
    end if;
    -- The ticket as it is once a merge that moves the link is through (R41).
    update link set used_at = now(), expires_at = greatest(expires_at, now() + interval '30 days')
    where id = v_link.id
    returning ticket_id into v_link.ticket_id;
    perform event_add(v_link.ticket_id, 'link_opened', 'contact', v_link.contact_id, 'web');
    return jsonb_build_object('ok', true, 'ticket', v_link.ticket_id,
        'token', session_new(null, v_link.contact_id, v_link.ticket_id));
end
$$;
comment on function turno.link_enter(jsonb) is 'Turns a magic link into a session (M33).';
alter function turno.link_enter(jsonb) owner to turno_act;
revoke execute on function turno.link_enter(jsonb) from public;
grant execute on function turno.link_enter(jsonb) to turno_web;
