-- Purpose: what names a ticket or a person by itself: number, reference, short code, address, fiscal code, VAT number. Each by index.
-- Returns: ids of tickets that the viewer may see, at most p_limit, the latest first.
-- Calls:   contact_by_code. Writes: nothing.
create or replace function turno.search_exact(p_text text, p_limit integer)
returns setof bigint
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v_text text := btrim(left(p_text, 200));
    v_code text := upper(regexp_replace(v_text, '[\s.-]', '', 'g'));
    v_contacts bigint[];
    v_number bigint := (regexp_match(v_text, '^#?(\d{1,18})$'))[1]::bigint;
begin
    -- Not in one expression: codes of contacts are the owner's to read, the web asks for them.
    if row_security_active('turno.contact') then
        v_contacts := array(select contact_by_code(v_code));
    else
        v_contacts := array(select k.id from contact k where k.tax_code = v_code union select k.id from contact k where k.vat_number = v_code);
    end if;
    return query
    select x.id from (
        select t.id, t.updated_at from ticket t where t.id = v_number
        union
        select t.id, t.updated_at from ticket t where t.reference in (v_text, upper(v_text))
        union
        select t.id, t.updated_at from ticket t where t.short_code = upper(v_text)
        union
        select x.id, x.updated_at from address a
        cross join lateral (select t.id, t.updated_at from ticket t where t.contact_id = a.contact_id
            order by t.updated_at desc limit p_limit) x
        where a.folded = lower(v_text)
        union
        select x.id, x.updated_at from unnest(v_contacts) k(id)
        cross join lateral (select t.id, t.updated_at from ticket t where t.contact_id = k.id
            order by t.updated_at desc limit p_limit) x
        union
        select x.id, x.updated_at from (
            select u.id from customer u where u.tax_code = v_code union select u.id from customer u where u.vat_number = v_code) u
        cross join lateral (select t.id, t.updated_at from ticket t where t.customer_id = u.id
            order by t.updated_at desc limit p_limit) x) x
    order by x.updated_at desc, x.id desc limit p_limit;
end
$$;
comment on function turno.search_exact(text, integer) is 'Tickets that are named by what was typed (R26).';
revoke execute on function turno.search_exact(text, integer) from public;
grant execute on function turno.search_exact(text, integer) to turno_web;
