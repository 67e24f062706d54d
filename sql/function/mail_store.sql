-- Purpose: take a mail into the ledger (M1, M2): blob, first chunk, ledger row, job; deliver is woken at
--          commit. p_uid null is turno ingest and needs no lease; all else is fenced by 'mailbox:ID'. p_server_size is
--          given when the bytes are a header only: the mail itself stays on the server (M5).
-- Returns: id of the mail, null when the ledger has this UID already.
-- Calls:   lease_guard, blob_mark, tally_add, blob_append. Writes: blob, blob_chunk, tally, mail, mail_job; notifies turno_mail.
create or replace function turno.mail_store(p_mailbox bigint, p_uidvalidity bigint, p_uid bigint,
    p_received_at timestamptz, p_sha256 bytea, p_size bigint, p_first_chunk bytea, p_owner text, p_epoch bigint,
    p_server_size bigint default null)
returns bigint
language plpgsql volatile
as $$
declare
    v_blob turno.blob;
    v_mail bigint;
begin
    if p_uid is not null then
        perform turno.lease_guard('mailbox:' || p_mailbox, p_owner, p_epoch);
        if exists (select from turno.mail m where m.mailbox_id = p_mailbox and m.uidvalidity = p_uidvalidity
                and m.uid = p_uid) then
            return null;
        end if;
    end if;
    loop
        insert into turno.blob (sha256, size) values (p_sha256, p_size)
        on conflict (sha256) do nothing
        returning * into v_blob;
        if found then
            perform turno.tally_add('blob', 1, turno.blob_mark(v_blob));
            exit;
        end if;
        -- Held, so that nobody removes it before the mail refers to it; it may have been removed just now.
        select b.* into v_blob from turno.blob b where b.sha256 = p_sha256 for key share;
        exit when found;
    end loop;
    perform turno.blob_append(p_sha256, 0, p_first_chunk);
    insert into turno.mail (mailbox_id, uidvalidity, uid, received_at, blob_id, is_after_done, server_size)
    select b.id, p_uidvalidity, p_uid, p_received_at, v_blob.id, p_uid is null or b.after = 'leave', p_server_size
    from turno.mailbox b where b.id = p_mailbox
    on conflict do nothing
    returning id into v_mail;
    if v_mail is not null then
        insert into turno.mail_job (mail_id, mailbox_id) values (v_mail, p_mailbox);
        perform pg_notify('turno_mail', '');
    end if;
    return v_mail;
end
$$;
comment on function turno.mail_store is 'Takes a mail into the ledger and queues it for deliver (M1, M2).';
revoke execute on function turno.mail_store from public;
grant execute on function turno.mail_store to turno_gateway;
