-- Purpose: the form of a new ticket for a contact, level by level (p: category chosen so far, none at first; language) (R7, R30).
-- Returns: {path, instructions, asks_place, may_write: no visible one lies below, categories: [{id, name, has_below}], models:
--          [{model, instructions}], privacy: {text,
--          version}}. TU002 for a category that is not offered; else as web_opener.
-- Calls:   web_opener, category_is_offered, category_offered, model_instructions, privacy_notice. Writes: nothing.
create or replace function turno.page_contact_categories(p jsonb)
returns jsonb
language plpgsql stable security definer
set search_path = turno, pg_temp
as $$
declare
    v_language text := coalesce(web_opener(), p ->> 'language');
    v_category bigint := nullif(p ->> 'category', '')::bigint;
    v_below jsonb;
begin
    if not category_is_offered(v_category) then
        raise exception using errcode = 'TU002', message = 'There is no such category.';
    end if;
    select coalesce(jsonb_agg(to_jsonb(o) order by lower(o.name)), '[]') into v_below from category_offered(v_category) o;
    return (select jsonb_build_object('category', c.id, 'path', coalesce(c.path, ''), 'instructions', coalesce(c.instructions, ''),
            'asks_place', coalesce(c.asks_place, false), 'may_write', c.id is not null and v_below = '[]', 'categories', v_below,
            'models', case when c.id is null then '[]' else model_instructions(c.id) end,
            'privacy', privacy_notice(v_language))
        from (values (1)) one(row) left join category c on c.id = v_category);
end
$$;
comment on function turno.page_contact_categories(jsonb) is 'The form of a new ticket for a contact, level by level (R7).';
alter function turno.page_contact_categories(jsonb) owner to turno_act;
revoke execute on function turno.page_contact_categories(jsonb) from public;
grant execute on function turno.page_contact_categories(jsonb) to turno_web;
