-- Purpose: keeps salt and digest of the derived key; who knew the old password is out (R3).
-- Returns: nothing. p: salt and key in hex (Argon2id, derived by the caller); null takes the password away.
-- Calls:   nothing. Writes: contact_password, session, reset_code.
create or replace function turno.contact_password_set(p_contact bigint, p jsonb)
returns void
language sql volatile
set search_path = turno, pg_temp
as $$
    update session set ended_at = now() where contact_id = p_contact and ticket_id is null and ended_at is null;
    delete from reset_code c where c.contact_id = p_contact;
    delete from contact_password w where w.contact_id = p_contact;
    insert into contact_password (contact_id, salt, digest)
    select p_contact, decode(p ->> 'salt', 'hex'), sha256(decode(p ->> 'key', 'hex')) where p ->> 'key' <> '';
$$;
comment on function turno.contact_password_set(bigint, jsonb) is 'Sets a contact''s password and ends his sessions.';
revoke execute on function turno.contact_password_set(bigint, jsonb) from public;
grant execute on function turno.contact_password_set(bigint, jsonb) to turno_act;
