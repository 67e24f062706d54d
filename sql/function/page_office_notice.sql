-- Purpose: who is told of what, for administrators (R34; p: event: only that one, with what its rows may choose).
-- Returns: {events: [{event, rows: [{id, audience, channel, status, template, is_on, templates: [{name, is_chosen}]}]}]}. TU002 for who is no
--          administrator, and for an event that is not there.
-- Calls:   admin_required, notice_json. Writes: nothing.
create or replace function turno.page_office_notice(p jsonb)
returns jsonb
language plpgsql stable security definer
set search_path = turno, pg_temp
as $$
declare
    v_events jsonb;
begin
    perform admin_required();
    select jsonb_agg(jsonb_build_object('event', e.event, 'rows', e.rows) order by e.event) into v_events
    from (select r ->> 'event' as event, jsonb_agg(r || jsonb_build_object(
            'id', concat_ws('/', r ->> 'audience', r ->> 'channel', coalesce(r ->> 'status', '')),
            'templates', case when p ? 'event' then (select jsonb_agg(jsonb_build_object('name', t.name, 'is_chosen', t.name = r ->> 'template') order by t.name)
                from (select k.name, k.audience from template_kind k union select o.name, k.audience from template o join template_kind k on k.name = o.kind) t
                where t.audience = case when r ->> 'audience' in ('contact', 'admin') then r ->> 'audience' else 'operator' end) end)) as rows
        from jsonb_array_elements(notice_json(p ->> 'event')) r group by 1) e;
    if v_events is null then
        raise exception using errcode = 'TU002', message = 'There is no such page.';
    end if;
    return jsonb_build_object('events', v_events);
end
$$;
comment on function turno.page_office_notice(jsonb) is 'Who is told of what, for administrators (R34).';
alter function turno.page_office_notice(jsonb) owner to turno_act;
revoke execute on function turno.page_office_notice(jsonb) from public;
grant execute on function turno.page_office_notice(jsonb) to turno_web;
