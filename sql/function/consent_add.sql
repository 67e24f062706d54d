-- Purpose: a contact acknowledged the privacy notice as it now is, in his language (R39). p_ticket: the ticket that he opened
--          with it, or null.
-- Returns: id of the record; null when the office has no notice, for then there was nothing to agree to.
-- Calls:   privacy_notice. Writes: consent.
create or replace function turno.consent_add(p_contact bigint, p_ticket bigint default null)
returns bigint
language sql volatile security definer
set search_path = turno, pg_temp
as $$
    insert into consent (contact_id, ticket_id, version, language, notice_sha256)
    select c.id, p_ticket, n ->> 'version', n ->> 'language', sha256(convert_to(n ->> 'text', 'UTF8'))
    from contact c cross join lateral privacy_notice(c.language) n
    where c.id = p_contact and n ->> 'text' <> ''
    returning id;
$$;
comment on function turno.consent_add(bigint, bigint) is 'Records that a contact acknowledged the privacy notice (R39).';
alter function turno.consent_add(bigint, bigint) owner to turno_gateway;
revoke execute on function turno.consent_add(bigint, bigint) from public;
grant execute on function turno.consent_add(bigint, bigint) to turno_act;
