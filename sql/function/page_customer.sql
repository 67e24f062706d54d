-- Purpose: the card of a customer for an operator (p: customer, after: a place in the tickets, language).
-- Returns: {number, name, kind, tax_code, vat_number, phone, users: [{number, name, address, is_dead, is_pec}], tickets, next, is_first, documents: the
--          latest eight, practices: the latest ten, is_customer: true, may: {change}}; within what he sees (R9). TU002 when there is no such customer, or for a contact.
-- Calls:   viewer, tickets_of, document_ids, document_rows, practice_rows. Writes: nothing.
create or replace function turno.page_customer(p jsonb)
returns jsonb
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v_customer bigint := (p ->> 'customer')::bigint;
    v_viewer record;
    v_result jsonb;
begin
    select v.* into v_viewer from viewer() v where v.operator_id is not null;
    select jsonb_build_object('number', u.id, 'name', u.name, 'kind', u.kind, 'tax_code', u.tax_code, 'vat_number', u.vat_number, 'phone', u.phone,
        'users', (select coalesce(jsonb_agg(jsonb_build_object('number', k.id, 'name', k.name, 'address', a.address, 'is_dead', a.dead_at is not null,
                'is_pec', a.kind = 'pec') order by k.name_sort, k.id), '[]')
            from (select k.id, k.name, k.name_sort from contact k where k.customer_id = u.id and k.merged_into is null and k.erased_at is null
                order by k.name_sort, k.id limit 100) k left join address a on a.contact_id = k.id and a.is_main))
    into v_result
    from customer u where u.id = v_customer and v_viewer.operator_id is not null;
    if v_result is null then
        raise exception using errcode = 'TU002', message = 'There is no such customer.';
    end if;
    return v_result
        || tickets_of(jsonb_build_object('customer', jsonb_build_array(v_customer::text)), p ->> 'after', p ->> 'language')
        || jsonb_build_object('is_first', coalesce(p ->> 'after', '') = '',
            'documents', (select coalesce(jsonb_agg(r.document order by r.id desc), '[]') from document_rows(array(
                select document_ids(v_customer, null, null, null, null, 8))) r),
            'practices', (select coalesce(jsonb_agg(r.practice order by r.id desc), '[]') from practice_rows(array(
                select x.id from practice x where x.customer_id = v_customer order by x.id desc limit 10), p ->> 'language') r),
            'is_customer', true, 'may', jsonb_build_object('change', v_viewer.is_admin));
end
$$;
comment on function turno.page_customer(jsonb) is 'The card of a customer (R1, R9, R25).';
revoke execute on function turno.page_customer(jsonb) from public;
grant execute on function turno.page_customer(jsonb) to turno_web;
