-- Purpose: customers by what people know of them: words of the name, the beginning of a fiscal code or a VAT number. Each way is an
--          index's and ends after p_limit.
-- Returns: ids, at most three times p_limit.
-- Calls:   words_begun. Writes: nothing.
create or replace function turno.customer_ids(p_text text, p_limit integer)
returns setof bigint
language plpgsql stable rows 50
set search_path = turno, pg_temp
as $$
declare
    v_end text := U&'\+10FFFF';
    v_folded text := lower(btrim(left(p_text, 200)));
    v_code text := upper(regexp_replace(v_folded, '[\s./()-]+', '', 'g'));
    v_words tsquery := words_begun(p_text);
begin
    return query
    (select u.id from customer u where to_tsvector('simple', u.name) @@ v_words limit p_limit)
    union (select u.id from customer u where length(v_code) >= 3
        and u.tax_code ~>=~ v_code and u.tax_code ~<~ (v_code || v_end) limit p_limit)
    union (select u.id from customer u where length(v_code) >= 3
        and u.vat_number ~>=~ v_code and u.vat_number ~<~ (v_code || v_end) limit p_limit);
end
$$;
comment on function turno.customer_ids(text, integer) is 'Customers found by name or code.';
revoke execute on function turno.customer_ids(text, integer) from public;
grant execute on function turno.customer_ids(text, integer) to turno_act;
