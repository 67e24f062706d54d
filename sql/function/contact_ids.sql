-- Purpose: contacts by what people know of them: the beginning of an address, a fiscal code, a VAT number or a phone number,
--          or words of his or his customer's name. Each way is an index's and ends after p_limit.
-- Returns: ids, at most eight times p_limit; merged contacts are left out.
-- Calls:   words_begun, phone_plain, customer_ids. Writes: nothing.
create or replace function turno.contact_ids(p_text text, p_limit integer)
returns setof bigint
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v_end text := U&'\+10FFFF';
    v_folded text := lower(btrim(left(p_text, 200)));
    v_code text := upper(regexp_replace(v_folded, '[\s./()-]+', '', 'g'));
    v_words tsquery := words_begun(p_text);
    v_phone text := phone_plain(v_folded);
begin
    return query
    select k.id from contact k where k.merged_into is null and k.id in (
        (select a.contact_id from address a where a.folded ~>=~ v_folded and a.folded ~<~ (v_folded || v_end)
            and a.contact_id is not null limit p_limit)
        union (select c.id from contact c where length(v_code) >= 3
            and c.tax_code ~>=~ v_code and c.tax_code ~<~ (v_code || v_end) limit p_limit)
        union (select c.id from contact c where length(v_code) >= 3
            and c.vat_number ~>=~ v_code and c.vat_number ~<~ (v_code || v_end) limit p_limit)
        union (select c.id from contact c where length(v_phone) >= 3
            and c.phone ~>=~ v_phone and c.phone ~<~ (v_phone || v_end) limit p_limit)
        union (select c.id from contact c where to_tsvector('simple', c.name) @@ v_words limit p_limit)
        union (select c.id from customer_ids(p_text, p_limit) u join contact c on c.customer_id = u limit 3 * p_limit));
end
$$;
comment on function turno.contact_ids(text, integer) is 'Contacts found by name, address, code or phone (R26).';
revoke execute on function turno.contact_ids(text, integer) from public;
grant execute on function turno.contact_ids(text, integer) to turno_act;
