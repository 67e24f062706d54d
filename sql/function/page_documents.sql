-- Purpose: the documents of a contact across tickets and practices (R25): for operators p: contact, or customer; for a contact
--          his own. p also: kind = sent|delivered|practice (operators: note), name (a part of it), after, limit.
-- Returns: {contact, customer, kind, kinds, name, documents: [rows], next, is_first}. TU002 when there is no such contact.
-- Calls:   viewer_required, document_ids, document_rows. Writes: nothing.
create or replace function turno.page_documents(p jsonb)
returns jsonb
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v_viewer record;
    v_contact bigint;
    v_customer bigint;
    v_kind text := case when p ->> 'kind' in ('sent', 'delivered', 'note', 'practice') then p ->> 'kind' end;
    v_name text := nullif(btrim(p ->> 'name'), '');
    v_limit integer := least(greatest(number_or(p ->> 'limit', 50), 1), 500);
    v_result jsonb;
begin
    select * into v_viewer from viewer_required();
    v_contact := case when v_viewer.operator_id is null then v_viewer.contact_id else (p ->> 'contact')::bigint end;
    select c.id into v_customer from customer c
    where c.id = coalesce((select k.customer_id from contact k where k.id = v_contact),
        case when v_viewer.operator_id is not null and v_contact is null then (p ->> 'customer')::bigint end);
    if not found then
        raise exception using errcode = 'TU002', message = 'There is no such contact.';
    end if;
    select jsonb_build_object('documents', (select coalesce(jsonb_agg(case when v_viewer.operator_id is not null then r.document
                else r.document - 'downloads' end order by r.id desc), '[]') from document_rows((array_agg(x.id order by x.n))[:v_limit]) r),
        'next', case when count(*) > v_limit then max(x.id::text) filter (where x.n = v_limit) end)
    into v_result
    from document_ids(v_customer, v_contact, v_kind, v_name, number_or(p ->> 'after', null), v_limit + 1) with ordinality x(id, n);
    return v_result || jsonb_build_object('kind', coalesce(v_kind, 'all'), 'name', v_name, 'is_first', coalesce(p ->> 'after', '') = '',
        'contact', (select jsonb_build_object('id', k.id, 'name', k.name) from contact k where k.id = v_contact),
        'customer', (select jsonb_build_object('id', u.id, 'name', u.name) from customer u where u.id = v_customer),
        'kinds', case when v_viewer.operator_id is not null then '["all", "sent", "delivered", "note", "practice"]'::jsonb
            else '["all", "sent", "delivered", "practice"]'::jsonb end);
end
$$;
comment on function turno.page_documents(jsonb) is 'Documents of a contact across tickets and practices (R25).';
revoke execute on function turno.page_documents(jsonb) from public;
grant execute on function turno.page_documents(jsonb) to turno_web;
