-- Purpose: operators × categories for administrators (R8; p: operator: login, category: path and what is below, each to see less; from: name of the
--          first operator shown, after: path of the last category shown).
-- Returns: {operators: [{login, name}], rows: [{path, name, depth, is_unseen, cells: [{login, level}] in their order}], next, more: name of
--          the operator that the next columns begin with}. TU002 for who is no administrator.
-- Calls:   admin_required. Writes: nothing.
create or replace function turno.page_office_right(p jsonb)
returns jsonb
language plpgsql stable security definer
set search_path = turno, pg_temp
as $$
declare
    c_columns constant integer := 10;
    c_rows constant integer := 100;
begin
    perform admin_required();
    return (with who as materialized (
        select o.id, o.login, o.name, row_number() over (order by lower(o.name), o.id) as n from operator o
        where o.is_active and (p ->> 'operator' is null or o.login = p ->> 'operator')
            and (p ->> 'from' is null or lower(o.name) >= lower(p ->> 'from'))
        order by lower(o.name), o.id limit c_columns + 1
    ), page as materialized (
        select c.*, row_number() over (order by lower(c.path)) as n from category c
        where (p ->> 'category' is null or c.path = p ->> 'category' or starts_with(c.path, (p ->> 'category') || ' › '))
            and (p ->> 'after' is null or lower(c.path) > lower(p ->> 'after'))
        order by lower(c.path) limit c_rows + 1
    )
    select jsonb_build_object(
        'operators', (select coalesce(jsonb_agg(jsonb_build_object('login', w.login, 'name', w.name) order by w.n), '[]') from who w where w.n <= c_columns),
        'more', (select w.name from who w where w.n > c_columns),
        'rows', (select coalesce(jsonb_agg(jsonb_build_object('path', g.path, 'name', g.name,
                'depth', cardinality(string_to_array(g.path, ' › ')) - 1,
                'is_unseen', not exists (select from operator_category oc join operator o on o.id = oc.operator_id
                    where oc.category_id = g.id and o.is_active),
                'cells', (select jsonb_agg(jsonb_build_object('login', w.login, 'path', g.path, 'level', oc.level) order by w.n)
                    from who w left join operator_category oc on oc.operator_id = w.id and oc.category_id = g.id where w.n <= c_columns)) order by g.n), '[]')
            from page g where g.n <= c_rows),
        'next', (select g.path from page g where g.n = c_rows and exists (select from page h where h.n > c_rows))));
end
$$;
comment on function turno.page_office_right(jsonb) is 'Operators × categories for administrators (R8).';
alter function turno.page_office_right(jsonb) owner to turno_act;
revoke execute on function turno.page_office_right(jsonb) from public;
grant execute on function turno.page_office_right(jsonb) to turno_web;
