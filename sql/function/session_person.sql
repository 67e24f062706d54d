-- Purpose: whom a name on the sign-in page means: an operator by login or by one of his addresses, a contact by one of his (R3,
--          R4). Who is switched off is nobody.
-- Returns: one row or none; salt and digest null without a password; recipient is where mail to him goes, the address that was
--          named before the main one, null when all are dead.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.session_person(p_name text)
returns table (operator_id bigint, contact_id bigint, name text, language text, salt bytea, digest bytea, recipient text)
language sql stable
set search_path = turno, pg_temp
as $$
    with named as (select lower(btrim(left(coalesce(p_name, ''), 254))) as folded),
    owner as (
        select o.id as operator_id, null::bigint as contact_id, o.name, o.language, o.password_salt, o.password_digest
        from named n join operator o on o.is_active
            and (o.login = n.folded or o.id = (select a.operator_id from address a where a.folded = n.folded))
        union all
        select null, k.id, k.name, k.language, w.salt, w.digest
        from named n join address a on a.folded = n.folded join contact k on k.id = a.contact_id
        left join contact_password w on w.contact_id = k.id)
    select w.*, (select a.address from address a
        where (a.contact_id = w.contact_id or a.operator_id = w.operator_id) and a.dead_at is null
        order by a.folded = n.folded desc, a.is_main desc, a.id limit 1)
    from owner w, named n;
$$;
comment on function turno.session_person(text) is 'The person whom a login or address names (R3, R4).';
revoke execute on function turno.session_person(text) from public;
grant execute on function turno.session_person(text) to turno_act;
