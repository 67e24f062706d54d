-- Purpose: all that the contact who looks may have of himself (R24, R39; p: language): who he is, what he acknowledged, his
--          tickets as he sees them, documents, and what he downloaded. No notes, timelines, levels.
-- Returns: {kind: contact, exported_at, contact, consents, downloads, tickets, files: each in the folder of its ticket or
--          practice}. TU004 when nobody is signed in, TU002 for an operator and for
--          who came by a link: that opens one ticket.
-- Calls:   viewer_required, contact_own, page_conversation, export_files_seen. Writes: nothing.
create or replace function turno.contact_export(p jsonb default '{}')
returns jsonb
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v_viewer record;
    v_contact jsonb;
begin
    select * into v_viewer from viewer_required();
    if v_viewer.ticket_id is not null then
        raise exception using errcode = 'TU002', message = 'There is no such page.';
    end if;
    select contact_own() || jsonb_build_object('customer', u.name, 'addresses',
            (select coalesce(jsonb_agg(jsonb_build_object('address', a.address, 'kind', a.kind) order by a.id), '[]')
                from address a where a.contact_id = c.id))
    into v_contact
    from contact c join customer u on u.id = c.customer_id where c.id = v_viewer.contact_id;
    if v_contact is null then
        raise exception using errcode = 'TU002', message = 'There is no such contact.';
    end if;
    return jsonb_build_object('kind', 'contact', 'exported_at', now(), 'contact', v_contact,
        'consents', (select coalesce(jsonb_agg(jsonb_build_object('ticket', s.ticket_id, 'version', s.version,
                'language', s.language, 'at', s.at) order by s.id), '[]')
            from consent s where s.contact_id = v_viewer.contact_id),
        'downloads', (select coalesce(jsonb_agg(jsonb_build_object('document', a.name, 'at', d.at) order by d.id), '[]')
            from attachment_download d join attachment a on a.id = d.attachment_id where d.contact_id = v_viewer.contact_id),
        'tickets', (select coalesce(jsonb_agg(page_conversation(p || jsonb_build_object('ticket', t.id)) order by t.id), '[]')
            from ticket t),
        'files', (select coalesce(jsonb_agg(f || jsonb_build_object('folder', 'ticket-' || t.id) order by t.id, n), '[]')
                from ticket t cross join lateral jsonb_array_elements(export_files_seen(t.id)) with ordinality x(f, n))
            || coalesce((select export_files_seen(null, c.customer_id) from contact c where c.id = v_viewer.contact_id), '[]'));
end
$$;
comment on function turno.contact_export(jsonb) is 'What a contact may have of himself (R24, R39).';
revoke execute on function turno.contact_export(jsonb) from public;
grant execute on function turno.contact_export(jsonb) to turno_web;
