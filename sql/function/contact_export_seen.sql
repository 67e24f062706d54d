-- Purpose: what an administrator hands to a contact who asks for what is kept of him (R39; p: contact, language), as far as he who exports sees it (R4, R9) and
--          with nothing that the contact must not read (R24). All of it the contact exports himself, or turno export contact.
-- Returns: {kind: contact, exported_at, contact, tickets: [{number, subject, status, turn, opened_at, updated_at, posts}], files: documents of those posts,
--          and what practices deliver to him}. TU002 when there is no such contact, or for who is no administrator.
-- Calls:   viewer, contact_card, ticket_posts, export_files_seen. Writes: nothing.
create or replace function turno.contact_export_seen(p jsonb)
returns jsonb
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v_contact bigint := (p ->> 'contact')::bigint;
    v_card jsonb := contact_card(v_contact);
    v_tickets jsonb;
    v_posts bigint[];
begin
    if v_card is null or not (select v.is_admin from viewer() v) then
        raise exception using errcode = 'TU002', message = 'There is no such contact.';
    end if;
    select coalesce(jsonb_agg(jsonb_build_object('number', t.id, 'subject', t.subject, 'turn', t.turn, 'opened_at', t.opened_at, 'updated_at', t.updated_at,
        'status', case when p ->> 'language' = 'en' then s.name_en else s.name_it end,
        'posts', (select coalesce(jsonb_agg(q - '{trust,notices,mail,notified,delivery}'::text[] order by n), '[]')
            from jsonb_array_elements(ticket_posts(t.id)) with ordinality x(q, n) where q ->> 'kind' = 'message')) order by t.id), '[]')
    into v_tickets
    from ticket t join status s on s.id = t.status_id where t.contact_id = v_contact and not t.is_draft;
    v_posts := array(select (q ->> 'id')::bigint from jsonb_array_elements(v_tickets) t, jsonb_array_elements(t -> 'posts') q);
    return jsonb_build_object('kind', 'contact', 'exported_at', now(), 'tickets', v_tickets,
        'contact', v_card - '{notes,users,warnings,merged_into}'::text[],
        'files', (select coalesce(jsonb_agg(f || jsonb_build_object('folder', 'ticket-' || (t ->> 'number')) order by (t ->> 'number')::bigint, (f ->> 'id')::bigint), '[]')
                from jsonb_array_elements(v_tickets) t cross join lateral jsonb_array_elements(export_files_seen((t ->> 'number')::bigint)) f
                where f ->> 'source' = 'document' and (f ->> 'post')::bigint = any (v_posts))
            || (select coalesce(jsonb_agg(f order by (f ->> 'id')::bigint), '[]')
                from jsonb_array_elements(export_files_seen(null, (v_card #>> '{customer,number}')::bigint)) f
                where f ->> 'source' = 'document' and exists (select from practice_document d join practice x on x.id = d.practice_id
                    where d.attachment_id = (f ->> 'id')::bigint and d.is_shared and (x.contact_id is null or x.contact_id = v_contact))));
end
$$;
comment on function turno.contact_export_seen(jsonb) is 'What is kept of a contact, for whom he asks, as far as he sees it (R39).';
revoke execute on function turno.contact_export_seen(jsonb) from public;
grant execute on function turno.contact_export_seen(jsonb) to turno_web;
