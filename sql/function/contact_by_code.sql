-- Purpose: whose fiscal code or VAT number this is: for operators anybody's, for a contact only his own (R24, R26).
-- Returns: ids of contacts; none when nobody is signed in.
-- Calls:   viewer. Writes: nothing.
create or replace function turno.contact_by_code(p_code text)
returns setof bigint
language plpgsql stable security definer
set search_path = turno, pg_temp
as $$
begin
    return query
    select k.id
    from (select c.id from contact c where c.tax_code = p_code union select c.id from contact c where c.vat_number = p_code) k
    where exists (select from viewer() v where v.operator_id is not null or v.contact_id = k.id);
end
$$;
comment on function turno.contact_by_code(text) is 'Contacts with a code, for who may know it (R24).';
alter function turno.contact_by_code(text) owner to turno_act;
revoke execute on function turno.contact_by_code(text) from public;
grant execute on function turno.contact_by_code(text) to turno_web;
