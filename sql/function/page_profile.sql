-- Purpose: what the viewer may read and change of himself (p is not looked at). A session begun by link has no profile.
-- Returns: {kind, name, language, is_italian, is_english, addresses, has_password, salt (hex, for act_password)}; for operators login, signature,
--          wants_mail, is_admin and categories, for contacts phone, tax_code, vat_number and customer.
-- Calls:   viewer_required, levels_enabled. Writes: nothing.
create or replace function turno.page_profile(p jsonb)
returns jsonb
language plpgsql stable security definer
set search_path = turno, pg_temp
as $$
declare
    v_viewer record;
begin
    select * into v_viewer from viewer_required();
    if v_viewer.ticket_id is not null then
        raise exception using errcode = 'TU002', message = 'There is no such page.';
    elsif v_viewer.operator_id is not null then
        return (select jsonb_build_object('kind', 'operator', 'name', o.name, 'language', o.language, 'is_italian', o.language <> 'en', 'is_english', o.language = 'en', 'login', o.login,
                'signature', o.signature, 'wants_mail', o.wants_mail, 'is_admin', o.is_admin,
                'has_password', o.password_digest is not null, 'salt', encode(o.password_salt, 'hex'),
                'addresses', (select coalesce(jsonb_agg(a.address order by a.is_main desc, a.id), '[]')
                    from address a where a.operator_id = o.id),
                'categories', (select coalesce(jsonb_agg(jsonb_build_object('category', c.path,
                        'level', case when levels_enabled() then oc.level end) order by c.path), '[]')
                    from operator_category oc join category c on c.id = oc.category_id where oc.operator_id = o.id))
            from operator o where o.id = v_viewer.operator_id);
    end if;
    return (select jsonb_build_object('kind', 'contact', 'name', k.name, 'language', k.language, 'is_italian', k.language <> 'en', 'is_english', k.language = 'en', 'phone', k.phone,
            'tax_code', k.tax_code, 'vat_number', k.vat_number, 'customer', u.name,
            'has_password', w.contact_id is not null, 'salt', encode(w.salt, 'hex'),
            'addresses', (select coalesce(jsonb_agg(a.address order by a.is_main desc, a.id), '[]')
                from address a where a.contact_id = k.id))
        from contact k join customer u on u.id = k.customer_id left join contact_password w on w.contact_id = k.id
        where k.id = v_viewer.contact_id);
end
$$;
comment on function turno.page_profile(jsonb) is 'The viewer''s own data (R3, R4).';
alter function turno.page_profile(jsonb) owner to turno_act;
revoke execute on function turno.page_profile(jsonb) from public;
grant execute on function turno.page_profile(jsonb) to turno_web;
