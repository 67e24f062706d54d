-- Purpose: an operator is spared mails about an event, or gets them again (R34; p: event, category: id, everywhere without it,
--          is_muted, form_key).
-- Returns: {ok, muted: [{event, category}]}, or {ok: false, errors: {field: word}}.
-- Calls:   operator_required, form_done, form_keep. Writes: notice_mute, form_key.
create or replace function turno.act_mute(p jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v record;
    v_result jsonb;
    v_category bigint := (p ->> 'category')::bigint;
begin
    select * into v from operator_required();
    v_result := form_done(v.session_id, p);
    if v_result is not null then
        return v_result;
    elsif not exists (select from notice_rule r where r.event = p ->> 'event'
            and r.audience in ('operators', 'assignee', 'colleagues')) then
        return '{"ok": false, "errors": {"event": "unknown"}}';
    elsif v_category is not null and not exists (select from category c where c.id = v_category) then
        return '{"ok": false, "errors": {"category": "unknown"}}';
    end if;
    if (p ->> 'is_muted')::boolean then
        insert into notice_mute (operator_id, event, category_id) values (v.operator_id, p ->> 'event', v_category)
        on conflict do nothing;
    else
        delete from notice_mute m where m.operator_id = v.operator_id and m.event = p ->> 'event'
            and m.category_id is not distinct from v_category;
    end if;
    return form_keep(v.session_id, p, jsonb_build_object('ok', true, 'muted', (
        select coalesce(jsonb_agg(jsonb_build_object('event', m.event, 'category', m.category_id) order by m.event, m.category_id), '[]')
        from notice_mute m where m.operator_id = v.operator_id)));
end
$$;
comment on function turno.act_mute is 'An operator is spared mails about an event, or not (R34).';
alter function turno.act_mute owner to turno_act;
revoke execute on function turno.act_mute from public;
grant execute on function turno.act_mute to turno_web;
