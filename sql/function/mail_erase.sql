-- Purpose: empty rows of the ledger: bytes, evidence, addresses and subjects go, what says that the message was taken and
--          what became of it stays (M1). Mails that are not decided yet are left alone.
-- Returns: {mails, blobs, bytes}.
-- Calls:   blob_drop. Writes: mail, receipt, message_alias, and what blob_drop writes.
create or replace function turno.mail_erase(p_mails bigint[])
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_blobs bigint[];
    v_count bigint;
begin
    perform from mail m where m.id = any (p_mails) order by m.id for update;
    v_blobs := array(select distinct m.blob_id from mail m
        where m.id = any (p_mails) and m.outcome is not null and m.blob_id is not null);
    update mail m
    set blob_id = null, message_id = null, from_address = null, subject = null, date = null, body_sha256 = null,
        evidence = null, trace = '[]', reason = null
    where m.id = any (p_mails) and m.outcome is not null and m.blob_id is not null;
    get diagnostics v_count = row_count;
    delete from receipt r using mail m where r.mail_id = any (p_mails) and m.id = r.mail_id and m.blob_id is null;
    delete from message_alias a using mail m where a.mail_id = any (p_mails) and m.id = a.mail_id and m.blob_id is null;
    return jsonb_build_object('mails', v_count) || blob_drop(v_blobs);
end
$$;
comment on function turno.mail_erase(bigint[]) is 'Empties mails of the ledger (R39).';
revoke execute on function turno.mail_erase(bigint[]) from public;
grant execute on function turno.mail_erase(bigint[]) to turno_gateway;
