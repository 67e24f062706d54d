-- Purpose: the card of a contact for an operator (p: contact, after: a place in his tickets, language).
-- Returns: as contact_card, and tickets, next, is_first, documents: the latest eight, practices: the latest ten, links: the latest ten, may:
--          {change, code, lock, merge}; within what he sees (R9). TU002 when there is no such contact, or for a contact.
-- Calls:   viewer, contact_card, tickets_of, document_ids, document_rows, practice_ids, practice_rows. Writes: nothing.
create or replace function turno.page_contact(p jsonb)
returns jsonb
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v_contact bigint := (p ->> 'contact')::bigint;
    v_result jsonb := contact_card(v_contact);
    v_is_admin boolean := (select v.is_admin from viewer() v);
    v_is_live boolean := v_result ->> 'erased_at' is null and v_result -> 'merged_into' = 'null';
begin
    if v_result is null then
        raise exception using errcode = 'TU002', message = 'There is no such contact.';
    end if;
    return v_result
        || tickets_of(jsonb_build_object('contact', jsonb_build_array(v_contact::text)), p ->> 'after', p ->> 'language')
        || jsonb_build_object('is_first', coalesce(p ->> 'after', '') = '',
            'documents', (select coalesce(jsonb_agg(r.document order by r.id desc), '[]') from document_rows(array(
                select document_ids((v_result #>> '{customer,number}')::bigint, v_contact, null, null, null, 8))) r),
            'practices', (select coalesce(jsonb_agg(r.practice order by r.id desc), '[]') from practice_rows(array(
                select x.id from practice_ids(jsonb_build_object('contact', v_contact, 'sort', 'recent'), '', 10) x), p ->> 'language') r),
            'links', (select coalesce(jsonb_agg(jsonb_build_object('ticket', l.ticket_id, 'created_at', l.created_at, 'expires_at', l.expires_at,
                    'used_at', l.used_at, 'state', case when l.revoked_at is not null then 'revoked' when l.expires_at <= now() then 'over'
                        else 'good' end) order by l.id desc), '[]')
                from (select l.id, l.ticket_id, l.created_at, l.expires_at, l.used_at, l.revoked_at from link l where l.contact_id = v_contact
                    order by l.id desc limit 10) l),
            'may', jsonb_build_object('change', v_is_admin and v_is_live, 'code', v_is_live, 'lock', v_is_admin and v_is_live
                and v_result ->> 'password_set_at' is not null, 'merge', v_is_admin and v_is_live and v_result -> 'users' <> '[]'));
end
$$;
comment on function turno.page_contact(jsonb) is 'The card of a contact (R1, R9, R25).';
revoke execute on function turno.page_contact(jsonb) from public;
grant execute on function turno.page_contact(jsonb) to turno_web;
