-- Purpose: the files of the signed-in person that wait for their form, among these ids: a form that comes
--          back with an error still holds them.
-- Returns: array of {id, name, size}.
-- Calls:   viewer_required. Writes: nothing.
create or replace function turno.upload_list(p_uploads jsonb)
returns jsonb
language sql stable security definer
set search_path = turno, pg_temp
as $$
    select coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'name', a.name, 'size', a.size) order by a.id), '[]')
    from attachment a
    where a.post_id is null and a.practice_id is null and a.uploaded_session_id = (select v.session_id from viewer_required() v)
        and a.id in (select x::bigint from jsonb_array_elements_text(coalesce(p_uploads, '[]')) x);
$$;
comment on function turno.upload_list(jsonb) is 'Files that wait for their form.';
alter function turno.upload_list(jsonb) owner to turno_act;
revoke execute on function turno.upload_list(jsonb) from public;
grant execute on function turno.upload_list(jsonb) to turno_web, turno_act;
