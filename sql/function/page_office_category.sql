-- Purpose: the tree of categories for administrators (R6, R10; p: after, the path of the last row seen): who works there, what contacts
--          read, how many open tickets the viewer himself sees there (R9), and where nobody would see any.
-- Returns: {rows: [{path, name, depth, is_hidden, is_fallback, initial_level, closed_reply, has_instructions, models, base, advanced:
--          [name], open: up to 100, is_seen: by the viewer, is_unseen: by no active operator, is_unraised: none at Advanced}], next}.
--          TU002 for who is no administrator.
-- Calls:   admin_required, viewer. Writes: nothing.
create or replace function turno.page_office_category(p jsonb)
returns jsonb
language plpgsql stable security definer
set search_path = turno, pg_temp
as $$
declare
    c_rows constant integer := 500;
    v_viewer record;
begin
    select * into v_viewer from admin_required();
    return (with page as materialized (
        select c.*, row_number() over (order by lower(c.path)) as n from category c
        where p ->> 'after' is null or lower(c.path) > lower(p ->> 'after')
        order by lower(c.path) limit c_rows + 1
    ), who as materialized (
        select oc.category_id, oc.level, jsonb_agg(o.name order by o.name) as names
        from operator_category oc join operator o on o.id = oc.operator_id and o.is_active
        where oc.category_id in (select g.id from page g) group by oc.category_id, oc.level
    ), row as (
        select g.n, jsonb_build_object('path', g.path, 'name', g.name, 'depth', cardinality(string_to_array(g.path, ' › ')) - 1,
            'is_hidden', g.is_hidden, 'is_fallback', g.is_fallback, 'initial_level', g.initial_level, 'closed_reply', g.closed_reply,
            'has_instructions', g.instructions <> '', 'base', coalesce(b.names, '[]'), 'advanced', coalesce(a.names, '[]'),
            'models', (select count(*) from practice_model_category x where x.category_id = g.id),
            'is_seen', mine.level is not null,
            'open', case when mine.level is not null then (select count(*) from (select from ticket t
                where t.category_id = g.id and t.level in ('base', 'advanced') and t.turn in ('operator', 'contact') limit 100) y) end,
            'is_unseen', b.names is null and a.names is null, 'is_unraised', a.names is null and b.names is not null) as j
        from page g
        left join who b on b.category_id = g.id and b.level = 'base'
        left join who a on a.category_id = g.id and a.level = 'advanced'
        left join operator_category mine on mine.category_id = g.id and mine.operator_id = v_viewer.operator_id
    )
    select jsonb_build_object('rows', coalesce(jsonb_agg(r.j order by r.n) filter (where r.n <= c_rows), '[]'),
        'next', max(r.j ->> 'path') filter (where r.n = c_rows and exists (select from page g where g.n > c_rows)))
    from row r);
end
$$;
comment on function turno.page_office_category(jsonb) is 'The tree of categories for administrators (R6, R10).';
alter function turno.page_office_category(jsonb) owner to turno_act;
revoke execute on function turno.page_office_category(jsonb) from public;
grant execute on function turno.page_office_category(jsonb) to turno_web;
