-- Purpose: what a download of a mail as it came needs to know (p: mail), for operators.
-- Returns: as page_attachment: {id, name, type, size, sha256, encoding}. TU004 for nobody, TU002 when he may not read it (R9, R24).
-- Calls:   viewer_required, original_blob, blob_facts. Writes: nothing.
create or replace function turno.page_original(p jsonb)
returns jsonb
language plpgsql stable security definer
set search_path = turno, pg_temp
as $$
declare
    v_mail bigint := (p ->> 'mail')::bigint;
    v_facts jsonb;
begin
    perform viewer_required();
    select f into v_facts from blob_facts(original_blob(v_mail)) f;
    if v_facts is null then
        raise exception using errcode = 'TU002', message = 'There is no such mail.';
    end if;
    return v_facts || jsonb_build_object('id', v_mail, 'name', format('mail-%s.eml', v_mail), 'type', 'message/rfc822', 'encoding', 'binary');
end
$$;
comment on function turno.page_original(jsonb) is 'A mail as it came, for a download by an operator.';
alter function turno.page_original(jsonb) owner to turno_act;
revoke execute on function turno.page_original(jsonb) from public;
grant execute on function turno.page_original(jsonb) to turno_web;
