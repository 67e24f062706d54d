-- Purpose: an administrator gives the office its logo (R34; p: uploads: one of his, form_key; without one the logo goes).
-- Returns: {ok, done} or {ok: false, errors: {files: large | picture | files}}. TU002 for who is no administrator.
-- Calls:   admin_required, form_done, upload_list, logo_set, admin_log_add, form_keep. Writes: what those write.
create or replace function turno.act_office_logo(p jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v record;
    v_result jsonb;
    v_uploads jsonb := coalesce(p -> 'uploads', '[]');
    v_wrong text;
begin
    select * into v from admin_required();
    v_result := form_done(v.session_id, p);
    if v_result is not null then
        return v_result;
    elsif jsonb_array_length(v_uploads) > 1 or jsonb_array_length(upload_list(v_uploads)) <> jsonb_array_length(v_uploads) then
        return '{"ok": false, "errors": {"files": "files"}}';
    end if;
    v_wrong := logo_set((v_uploads ->> 0)::bigint);
    if v_wrong is not null then
        return jsonb_build_object('ok', false, 'errors', jsonb_build_object('files', v_wrong));
    end if;
    perform admin_log_add(v.operator_id, 'logo', case when v_uploads = '[]' then 'remove' else 'set' end, '', '{}');
    return form_keep(v.session_id, p, '{"ok": true, "done": "row_changed"}');
end
$$;
comment on function turno.act_office_logo(jsonb) is 'An administrator gives the office its logo (R34).';
alter function turno.act_office_logo(jsonb) owner to turno_act;
revoke execute on function turno.act_office_logo(jsonb) from public;
grant execute on function turno.act_office_logo(jsonb) to turno_web;
