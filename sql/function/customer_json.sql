-- Purpose: the one form of list, show, add and set.
-- Returns: an object; warnings tells of doubtful codes (R5).
-- Calls:   tax_warnings. Writes: nothing.
create or replace function turno.customer_json(p_customer bigint)
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    select jsonb_build_object('id', c.id, 'name', c.name, 'kind', c.kind, 'tax_code', c.tax_code, 'vat_number', c.vat_number,
        'phone', c.phone, 'contacts', (select coalesce(jsonb_agg(k.name order by k.name, k.id), '[]') from contact k
            where k.customer_id = c.id and k.merged_into is null),
        'warnings', tax_warnings(c.tax_code, c.vat_number))
    from customer c where c.id = p_customer;
$$;
comment on function turno.customer_json(bigint) is 'A customer as the command line shows it.';
revoke execute on function turno.customer_json(bigint) from public;
grant execute on function turno.customer_json(bigint) to turno_act;
