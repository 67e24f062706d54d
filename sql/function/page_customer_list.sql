-- Purpose: the customers of the office for its operators, by name (p: text: words of the name or a code; after: the number
--          of the last one seen, limit). Under policies the index of words would not be used, hence not invoker.
-- Returns: {text, is_customer: true, customers: [{number, name, kind, tax_code, vat_number, phone, contacts: how many}], next, is_first}. TU002 for a contact.
-- Calls:   operator_required, customer_ids. Writes: nothing.
create or replace function turno.page_customer_list(p jsonb)
returns jsonb
language plpgsql stable security definer
set search_path = turno, pg_temp
as $$
declare
    v_limit integer := least(greatest(number_or(p ->> 'limit', 25), 1), 200);
    v_text text := btrim(left(coalesce(p ->> 'text', ''), 200));
    v_after bigint := number_or(p ->> 'after', null);
    v_name text := '';
    v_found bigint[];
    v_ids bigint[];
begin
    perform operator_required();
    select u.name_sort into v_name from customer u where u.id = v_after;
    if v_text <> '' then
        v_found := array(select customer_ids(v_text, 200));
    end if;
    v_ids := case when v_text <> '' then
        array(select u.id from customer u where u.id = any (v_found)
            and (u.name_sort, u.id) > (coalesce(v_name, ''), coalesce(v_after, 0)) order by u.name_sort, u.id limit v_limit + 1)
        else array(select u.id from customer u
            where (u.name_sort, u.id) > (coalesce(v_name, ''), coalesce(v_after, 0)) order by u.name_sort, u.id limit v_limit + 1) end;
    return jsonb_build_object('text', v_text, 'is_customer', true, 'is_first', v_after is null,
        'next', case when cardinality(v_ids) > v_limit then v_ids[v_limit] end,
        'customers', (select coalesce(jsonb_agg(jsonb_build_object('number', u.id, 'name', u.name, 'kind', u.kind, 'tax_code', u.tax_code,
                'vat_number', u.vat_number, 'phone', u.phone,
                'contacts', (select count(*) from contact k where k.customer_id = u.id and k.merged_into is null)) order by x.n), '[]')
            from unnest(v_ids[:v_limit]) with ordinality x(id, n) join customer u on u.id = x.id));
end
$$;
comment on function turno.page_customer_list(jsonb) is 'Customers by name or code, for operators (R1).';
alter function turno.page_customer_list(jsonb) owner to turno_act;
revoke execute on function turno.page_customer_list(jsonb) from public;
grant execute on function turno.page_customer_list(jsonb) to turno_web;
