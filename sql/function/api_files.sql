-- Purpose: the files of a request, kept (p: its body, without errors).
-- Returns: ids of attachments that wait for their post, in order.
-- Calls:   api_file_add. Writes: blob, attachment.
create or replace function turno.api_files(p jsonb)
returns bigint[]
language sql volatile
set search_path = turno, pg_temp
as $$
    select array(select api_file_add(f.value ->> 'name', coalesce(f.value ->> 'type', 'application/octet-stream'),
            decode(f.value ->> 'content', 'base64'))
        from jsonb_array_elements(coalesce(p -> 'files', '[]')) with ordinality f(value, n) order by f.n);
$$;
comment on function turno.api_files(jsonb) is 'Keeps the files of a request to the API.';
alter function turno.api_files(jsonb) owner to turno_act;
revoke execute on function turno.api_files(jsonb) from public;
