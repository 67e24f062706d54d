-- Purpose: the form that makes a ticket of a mail in triage, as it begins or as it was sent (p as page_mail has it): of a known address its contact is ticked, else a new
--          one of that name (R31).
-- Returns: {form: as page_mail_open, begin: its values, chosen, found, searched, is_new}.
-- Calls:   page_mail_open, open_who, page_contact_find. Writes: nothing.
create or replace function turno.mail_form_begin(p_mail bigint, p_language text, p jsonb)
returns jsonb
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v_sent jsonb := case when p #>> '{values,what}' in ('open', 'find') then p -> 'values' end;
    v_form jsonb := page_mail_open(jsonb_build_object('mail', p_mail, 'language', p_language,
        'forwarded', coalesce(v_sent -> 'itself', p -> 'itself', 'false') <> 'true'));
    v_who jsonb := open_who(coalesce(v_sent, '{}'));
    v_text text := case when (v_who ->> 'is_search')::boolean then btrim(v_sent ->> 'contact_text') end;
    v_chosen bigint := case when v_sent is null then (v_form #>> '{contact,id}')::bigint else (v_who ->> 'contact')::bigint end;
begin
    return jsonb_build_object('form', v_form, 'searched', v_text,
        'itself', coalesce(v_sent -> 'itself', p -> 'itself'),
        'is_new', case when v_sent is null then v_chosen is null and v_form ->> 'owner' = 'none' else (v_who ->> 'is_new')::boolean end,
        'documents_open', (select coalesce(jsonb_agg(d || jsonb_build_object('is_chosen', v_sent is null or v_sent -> 'documents' @> jsonb_build_array(d -> 'n'))), '[]')
            from jsonb_array_elements(v_form -> 'documents') d),
        'begin', coalesce(v_sent, jsonb_build_object('new_name', coalesce(nullif(v_form ->> 'name', ''), v_form ->> 'address'), 'new_mail', v_form -> 'address',
            'subject', v_form -> 'subject', 'text', v_form -> 'text',
            'category', case when jsonb_array_length(v_form -> 'categories') = 1 then v_form #> '{categories,0,id}' end)),
        'chosen', (select jsonb_build_object('key', 'contact-' || k.id, 'name', k.name, 'customer', u.name, 'is_stranger', k.id is distinct from (v_form #>> '{contact,id}')::bigint,
                'address', (select a.address from address a where a.contact_id = k.id order by a.is_main desc, a.id limit 1))
            from contact k join customer u on u.id = k.customer_id where k.id = v_chosen),
        'found', (select coalesce(jsonb_agg(f || jsonb_build_object('key', 'contact-' || (f ->> 'id')) order by n), '[]')
            from jsonb_array_elements(page_contact_find(jsonb_build_object('text', v_text)) -> 'contacts') with ordinality x(f, n)));
end
$$;
comment on function turno.mail_form_begin(bigint, text, jsonb) is 'The form that makes a ticket of a mail (R31).';
alter function turno.mail_form_begin(bigint, text, jsonb) owner to turno_act;
revoke execute on function turno.mail_form_begin(bigint, text, jsonb) from public;
