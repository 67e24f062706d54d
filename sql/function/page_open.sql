-- Purpose: the page of a new ticket (R7, R30, R32; p: language; contact or customer: for whom; draft: one to go on with; values: the form as it
--          was sent).
-- Returns: what page_open_form gives, and values: what the form begins with; chosen: {key, name, address, customer} or null; searched: the words,
--          found: who is known by them [{key, name, address, tax_code, phone, customer, is_only}]; instructions: [{path, text}] of categories that
--          have some; is_new: a contact is to be made; is_described: there is a due date, reference or place. TU002 when the draft is none that he sees.
-- Calls:   page_open_form, open_who, page_contact_find. Writes: nothing.
create or replace function turno.page_open(p jsonb)
returns jsonb
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v_sent jsonb := p -> 'values';
    v_draft jsonb := coalesce(v_sent -> 'draft', p -> 'draft');
    v_form jsonb := page_open_form(p - 'ticket' || case when v_draft is null then '{}' else jsonb_build_object('ticket', v_draft) end);
    v_who jsonb := open_who(coalesce(v_sent, p));
    v_text text := case when (v_who ->> 'is_search')::boolean then btrim(v_sent ->> 'contact_text') end;
    v_found jsonb := page_contact_find(jsonb_build_object('text', v_text)) -> 'contacts';
begin
    if v_sent is null then
        v_draft := v_form -> 'draft';
        v_who := v_who || jsonb_build_object('customer', p -> 'customer')
            || case when v_draft <> 'null' then jsonb_build_object('contact', v_draft -> 'contact', 'customer', v_draft -> 'customer') else '{}' end;
        v_sent := case when v_draft <> 'null' then v_draft || jsonb_build_object('draft', v_draft -> 'ticket', 'place', v_draft -> 'address')
            else jsonb_build_object('channel', 'desk', 'pass_turn', true, 'priority', (select r -> 'id' from jsonb_array_elements(v_form -> 'priorities') r
                where (r ->> 'is_default')::boolean), 'category', case when jsonb_array_length(v_form -> 'categories') = 1 then v_form #> '{categories,0,id}' end) end;
    end if;
    return v_form || jsonb_build_object('values', v_sent, 'searched', v_text, 'is_new', v_who -> 'is_new',
        'has_instructions', exists (select from category c where c.instructions <> '' and c.id in (select (f ->> 'id')::bigint
            from jsonb_array_elements(v_form -> 'categories') f)), 'has_files', jsonb_array_length(coalesce(v_form #> '{draft,files}', '[]')) > 0,
        'is_described', exists (select from unnest('{due_on,reference,place,latitude,longitude}'::text[]) f where v_sent ->> f <> ''),
        'chosen', (select jsonb_build_object('key', 'contact-' || k.id, 'name', k.name, 'customer', u.name,
                'address', (select a.address from address a where a.contact_id = k.id order by a.is_main desc, a.id limit 1))
            from contact k join customer u on u.id = k.customer_id where k.id = (v_who ->> 'contact')::bigint
            union all select jsonb_build_object('key', 'customer-' || u.id, 'name', u.name, 'is_all', true)
            from customer u where v_who ->> 'contact' is null and u.id = (v_who ->> 'customer')::bigint),
        'found', (select coalesce(jsonb_agg(f || jsonb_build_object('key', 'contact-' || (f ->> 'id'),
                'is_only', jsonb_array_length(v_found) = 1 and f ->> 'customer' = f ->> 'name') order by n), '[]')
            from jsonb_array_elements(v_found) with ordinality x(f, n))
            || (select coalesce(jsonb_agg(jsonb_build_object('key', 'customer-' || u.id, 'name', u.name, 'is_all', true) order by lower(u.name)), '[]')
            from customer u where u.kind = 'company' and u.id in (select k.customer_id from contact k
                where k.id in (select (f ->> 'id')::bigint from jsonb_array_elements(v_found) f))),
        'instructions', (select coalesce(jsonb_agg(jsonb_build_object('path', c.path, 'text', c.instructions, 'is_chosen', c.id = (v_sent ->> 'category')::bigint)
                order by lower(c.path)), '[]') from category c
            where c.instructions <> '' and c.id in (select (f ->> 'id')::bigint from jsonb_array_elements(v_form -> 'categories') f)));
end
$$;
comment on function turno.page_open(jsonb) is 'The page of a new ticket (R30).';
revoke execute on function turno.page_open(jsonb) from public;
grant execute on function turno.page_open(jsonb) to turno_web;
