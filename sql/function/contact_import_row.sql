-- Purpose: one contact of a file. He is found by any of his addresses and takes what the row holds; an empty field changes
--          nothing. A customer that is not there yet is made, a company; the VAT number is then the customer's.
-- Returns: {outcome: added | changed | unchanged, warnings}; refusals as TU003.
-- Calls:   admin_refuse, import_customer, contact_add, contact_change, contact_json. Writes: what those do.
create or replace function turno.contact_import_row(p jsonb)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_addresses text[] := array(select a from regexp_split_to_table(coalesce(p ->> 'address', ''), '[\s,;]+') a where a <> '');
    v_pec text[] := array(select a from regexp_split_to_table(coalesce(p ->> 'pec', ''), '[\s,;]+') a where a <> '');
    v_name text := case when p ? 'last_name' then concat_ws(' ', coalesce(p ->> 'first_name', p ->> 'name'), p ->> 'last_name')
        else coalesce(p ->> 'name', p ->> 'first_name') end;
    v_customer jsonb := import_customer(p ->> 'customer', p ->> 'vat_number');
    v_values jsonb := jsonb_strip_nulls(jsonb_build_object('name', v_name, 'customer', v_customer ->> 'name',
        'tax_code', p ->> 'tax_code', 'phone', p ->> 'phone', 'notes', p ->> 'notes',
        'vat_number', case when not p ? 'customer' then p ->> 'vat_number' end,
        'language', case when lower(p ->> 'language') ~ '^ita?(lian[oa]?)?$' then 'it'
            when lower(p ->> 'language') ~ '^(eng?(lish)?|inglese)$' then 'en' else p ->> 'language' end));
    v_id bigint;
    v_before jsonb;
    v_after jsonb;
begin
    if v_addresses || v_pec = '{}' then
        perform admin_refuse('A contact needs an address.');
    end if;
    select a.contact_id into v_id from address a
    where a.folded in (select lower(x) from unnest(v_addresses || v_pec) x) and a.contact_id is not null order by a.id limit 1;
    if v_id is null then
        v_after := contact_add(v_values || jsonb_build_object('addresses', to_jsonb(v_addresses), 'pec', to_jsonb(v_pec)));
        return jsonb_build_object('outcome', 'added', 'warnings', v_after -> 'warnings');
    end if;
    v_before := contact_json(v_id);
    perform contact_change(v_id, v_values || jsonb_build_object(
        'add_addresses', array(select x from unnest(v_addresses) x where not exists (
            select from address a where a.folded = lower(x) and a.contact_id = v_id)),
        'pec', array(select x from unnest(v_pec) x where not exists (
            select from address a where a.folded = lower(x) and a.contact_id = v_id and a.kind = 'pec'))));
    v_after := contact_json(v_id);
    return jsonb_build_object('warnings', v_after -> 'warnings', 'outcome',
        case when v_before = v_after and not (v_customer ->> 'is_changed')::boolean then 'unchanged' else 'changed' end);
end
$$;
comment on function turno.contact_import_row(jsonb) is 'Takes one contact from a row of a CSV file (R1, R5).';
revoke execute on function turno.contact_import_row(jsonb) from public;
