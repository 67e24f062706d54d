-- Purpose: an administrator says who is told of an event (R34; p: event, rows, on, templates as notice_fill takes them, form_key).
-- Returns: {ok, done: row_changed}; TU003 with the sentence of a refusal. TU002 for who is no administrator.
-- Calls:   admin_submit. Writes: what that does.
create or replace function turno.act_office_notice(p jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
begin
    perform admin_submit(p, 'notice', 'fill', jsonb_build_object('event', p -> 'event', 'rows', coalesce(p -> 'rows', '[]'),
        'on', coalesce(p -> 'on', '[]'), 'templates', coalesce(p -> 'templates', '[]')));
    return '{"ok": true, "done": "row_changed"}';
end
$$;
comment on function turno.act_office_notice(jsonb) is 'Says who is told of an event (R34).';
alter function turno.act_office_notice(jsonb) owner to turno_act;
revoke execute on function turno.act_office_notice(jsonb) from public;
grant execute on function turno.act_office_notice(jsonb) to turno_web;
