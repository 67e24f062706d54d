-- Purpose: change what is one's own to change (p: language; operators also signature and wants_mail, contacts also phone; form_key) (R4).
-- Returns: {ok, done: saved} or {ok: false, errors: {field: invalid}}.
-- Calls:   viewer_required, form_done, phone_plain, form_keep. Writes: operator, contact, form_key.
create or replace function turno.act_profile(p jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_viewer record;
    v_phone text := phone_plain(p ->> 'phone');
    v_errors jsonb;
    v_done jsonb;
begin
    select * into v_viewer from viewer_required();
    v_done := form_done(v_viewer.session_id, p);
    if v_done is not null then
        return v_done;
    elsif v_viewer.ticket_id is not null then
        raise exception using errcode = 'TU002', message = 'There is no such page.';
    end if;
    select coalesce(jsonb_object_agg(e.field, 'invalid'), '{}') into v_errors from (values
        ('language', p ->> 'language' not in ('it', 'en')), ('signature', length(p ->> 'signature') > 2000),
        ('wants_mail', lower(p ->> 'wants_mail') not in ('true', 'false')), ('phone', v_phone !~ '^[+]?[0-9]{3,20}$')
        ) e(field, is_wrong) where e.is_wrong;
    if v_errors <> '{}' then
        return jsonb_build_object('ok', false, 'errors', v_errors);
    end if;
    update operator o set language = coalesce(p ->> 'language', o.language), signature = coalesce(p ->> 'signature', o.signature),
        wants_mail = coalesce((p ->> 'wants_mail')::boolean, o.wants_mail)
    where o.id = v_viewer.operator_id;
    update contact k set language = coalesce(p ->> 'language', k.language),
        phone = case when p ? 'phone' then v_phone else k.phone end
    where k.id = v_viewer.contact_id;
    return form_keep(v_viewer.session_id, p, '{"ok": true, "done": "saved"}');
end
$$;
comment on function turno.act_profile(jsonb) is 'Changes the viewer''s own language, signature, notifications or phone (R4).';
alter function turno.act_profile(jsonb) owner to turno_act;
revoke execute on function turno.act_profile(jsonb) from public;
grant execute on function turno.act_profile(jsonb) to turno_web;
