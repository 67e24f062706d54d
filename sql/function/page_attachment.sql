-- Purpose: what a download needs to know of a document (p: attachment).
-- Returns: {id, name, type, size, sha256, encoding, line_chars, line_bytes, source: raw|blob}. TU002 when the viewer may not see it (R9, R24).
-- Calls:   nothing. Writes: nothing.
create or replace function turno.page_attachment(p jsonb)
returns jsonb
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v_result jsonb;
begin
    select jsonb_build_object('id', a.id, 'name', a.name, 'type', a.type, 'size', a.size,
        'sha256', encode(a.sha256, 'hex'), 'line_chars', a.line_chars, 'line_bytes', a.line_bytes,
        'encoding', coalesce(a.encoding, 'binary'), 'source', case when a.mail_id is null then 'blob' else 'raw' end,
        'offset', a.raw_offset, 'length', coalesce(a.raw_length, a.size))
    into v_result
    from attachment a where a.id = (p ->> 'attachment')::bigint and num_nonnulls(a.post_id, a.practice_id) = 1;
    if v_result is null then
        raise exception using errcode = 'TU002', message = 'There is no such document.';
    end if;
    return v_result;
end
$$;
comment on function turno.page_attachment(jsonb) is 'Name, size and encoding of a document (R24).';
revoke execute on function turno.page_attachment(jsonb) from public;
grant execute on function turno.page_attachment(jsonb) to turno_web, turno_act;
