-- Purpose: record that somebody downloaded a document (R25).
-- Returns: nothing.
-- Calls:   nothing. Writes: attachment_download.
create or replace function turno.download_add(p_attachment bigint, p_operator bigint, p_contact bigint)
returns void
language sql volatile security definer
set search_path = turno, pg_temp
as $$
    insert into attachment_download (attachment_id, operator_id, contact_id) values (p_attachment, p_operator, p_contact);
$$;
comment on function turno.download_add(bigint, bigint, bigint) is 'Records a download (R25).';
alter function turno.download_add(bigint, bigint, bigint) owner to turno_gateway;
revoke execute on function turno.download_add(bigint, bigint, bigint) from public;
grant execute on function turno.download_add(bigint, bigint, bigint) to turno_act;
