-- Purpose: the contacts of the office for its operators, by name (R26; p: text: what is known of one, see contact_ids; after: the number of
--          the last one seen, language, limit). Codes are not the web role's to read, hence not invoker.
-- Returns: {text, contacts: [{number, name, customer: {number, name, is_other}, address, is_pec, is_dead, more: other addresses, phone, tax_code,
--          open: tickets that he who looks sees, 99 at most}], next, is_first}. TU002 for a contact.
-- Calls:   operator_required, contact_ids. Writes: nothing.
create or replace function turno.page_contact_list(p jsonb)
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
    select k.name_sort into v_name from contact k where k.id = v_after;
    if v_text <> '' then
        v_found := array(select contact_ids(v_text, 200));
    end if;
    v_ids := case when v_text <> '' then
        array(select k.id from contact k where k.id = any (v_found) and k.erased_at is null
            and (k.name_sort, k.id) > (coalesce(v_name, ''), coalesce(v_after, 0)) order by k.name_sort, k.id limit v_limit + 1)
        else array(select k.id from contact k where k.merged_into is null and k.erased_at is null
            and (k.name_sort, k.id) > (coalesce(v_name, ''), coalesce(v_after, 0)) order by k.name_sort, k.id limit v_limit + 1) end;
    return jsonb_build_object('text', v_text, 'is_first', v_after is null,
        'next', case when cardinality(v_ids) > v_limit then v_ids[v_limit] end,
        'contacts', (select coalesce(jsonb_agg(jsonb_build_object('number', k.id, 'name', k.name, 'phone', k.phone, 'tax_code', k.tax_code,
                'customer', jsonb_build_object('number', u.id, 'name', u.name, 'is_other', lower(u.name) <> lower(k.name)),
                'address', a.address, 'is_dead', a.dead_at is not null, 'is_pec', a.kind = 'pec',
                'more', (select count(*) from address x where x.contact_id = k.id) - 1,
                'open', (select count(*) from (select from ticket t where t.contact_id = k.id and t.turn <> 'closed' limit 99) o)) order by x.n), '[]')
            from unnest(v_ids[:v_limit]) with ordinality x(id, n)
            join contact k on k.id = x.id
            join customer u on u.id = k.customer_id
            left join address a on a.contact_id = k.id and a.is_main));
end
$$;
comment on function turno.page_contact_list(jsonb) is 'Contacts by name or by what is known of them, for operators (R1, R26).';
alter function turno.page_contact_list(jsonb) owner to turno_act;
revoke execute on function turno.page_contact_list(jsonb) from public;
grant execute on function turno.page_contact_list(jsonb) to turno_web;
