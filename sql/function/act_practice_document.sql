-- Purpose: An operator works on the documents of a practice (p: practice, form_key, action): add (uploads, attachments: ids
--          that he sees), fulfil (document: one to produce; upload or attachment), share, unshare, remove (document whose file he sees).
-- Returns: {ok} or {ok: false, errors: {action|files|document: word}}. TU002 when he may not see the practice, TU003 when it
--          is closed (a document may still be shared then) or the file is not of this customer.
-- Calls:   practice_act, form_done, upload_list, practice_document_put, practice_document_share, practice_document_drop,
--          form_keep. Writes: what those write.
create or replace function turno.act_practice_document(p jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v record;
    v_action text := coalesce(p ->> 'action', '');
    v_document bigint := (p ->> 'document')::bigint;
    v_uploads jsonb := coalesce(p -> 'uploads', '[]') || coalesce(p -> 'upload', '[]');
    v_files bigint[] := array(select x::bigint
        from jsonb_array_elements_text(v_uploads || coalesce(p -> 'attachments', '[]') || coalesce(p -> 'attachment', '[]')) x);
    v_result jsonb := form_done((select x.session_id from viewer_required() x), p);
    v_is_seen boolean;
    v_is_done boolean;
begin
    if v_result is not null then
        return v_result;
    end if;
    select * into v from practice_act(p, v_action not in ('share', 'unshare'));
    if v_action in ('add', 'fulfil') and (v_files = '{}' or (v_action = 'fulfil' and cardinality(v_files) > 1)
            or jsonb_array_length(upload_list(v_uploads)) <> jsonb_array_length(v_uploads)
            or (select count(*) from attachment a where a.id = any (v_files)) <> (select count(distinct f) from unnest(v_files) f)) then
        return '{"ok": false, "errors": {"files": "files"}}';
    end if;
    v_is_seen := exists (select from practice_document d join attachment a on a.id = d.attachment_id
        where d.id = v_document and d.practice_id = (v.practice).id);
    case v_action
    when 'add' then
        v_is_done := (select bool_and(practice_document_put((v.practice).id, null, f, v.operator_id, v.channel) is not null) from unnest(v_files) f);
    when 'fulfil' then
        v_is_done := practice_document_put((v.practice).id, coalesce(v_document, 0), v_files[1], v.operator_id, v.channel) is not null;
    when 'share', 'unshare' then
        v_is_done := case when v_is_seen
            then practice_document_share((v.practice).id, v_document, v_action = 'share', v.operator_id, v.channel) else false end;
    when 'remove' then
        v_is_done := case when v_is_seen then practice_document_drop((v.practice).id, v_document, v.operator_id, v.channel) else false end;
    else
        return '{"ok": false, "errors": {"action": "unknown"}}';
    end case;
    if not v_is_done then
        return jsonb_build_object('ok', false, 'errors', jsonb_build_object('document', case v_action when 'share' then 'share' else 'unknown' end));
    end if;
    return form_keep(v.session_id, p, '{"ok": true}');
end
$$;
comment on function turno.act_practice_document(jsonb) is 'Adds, fulfils, shares or removes documents of a practice (R25, R37).';
alter function turno.act_practice_document(jsonb) owner to turno_act;
revoke execute on function turno.act_practice_document(jsonb) from public;
grant execute on function turno.act_practice_document(jsonb) to turno_web;
