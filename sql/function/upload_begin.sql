-- Purpose: begin to take a file of a form from the signed-in person.
-- Returns: a secret handle for upload_append and upload_finish, good within this transaction.
--          TU003 when too many of his files wait for their form.
-- Calls:   viewer_required, blob_begin. Writes: blob.
create or replace function turno.upload_begin()
returns text
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_handle text := encode(turno.gen_random_bytes(32), 'hex');
    v_session bigint := (select v.session_id from viewer_required() v);
begin
    if (select count(*) >= 500 from attachment a where a.uploaded_session_id = v_session and a.post_id is null and a.practice_id is null) then
        raise exception using errcode = 'TU003', message = 'Too many files wait to be sent: send some of them first.';
    end if;
    perform blob_begin(v_handle);
    return v_handle;
end
$$;
comment on function turno.upload_begin() is 'Begins to take a file of a form.';
alter function turno.upload_begin() owner to turno_act;
revoke execute on function turno.upload_begin() from public;
grant execute on function turno.upload_begin() to turno_web;
