-- Purpose: the category that an operator means: its path, with ">", "/" or "›" between the names, or the end of a path that no other ends
--          with; case and accents apart. A whole path goes before the end of another.
-- Returns: {id}, or {reason}.
-- Calls:   knowledge_plain. Writes: nothing.
create or replace function turno.command_category(p_value text)
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    with wanted as (
        select knowledge_plain(regexp_replace(p_value, '\s*[›>»/]\s*', ' › ', 'g')) as path, knowledge_plain(p_value) as name
    ), fitting as (
        select c.id, c.path, knowledge_plain(c.path) in (w.path, w.name) as is_whole
        from category c cross join wanted w
        where knowledge_plain(c.path) in (w.path, w.name)
            or right(knowledge_plain(c.path), length(w.path) + 3) = ' › ' || w.path or knowledge_plain(c.name) = w.name
    ), best as (
        select f.id, f.path from fitting f where f.is_whole or not exists (select from fitting o where o.is_whole)
    )
    select case count(*) when 0 then jsonb_build_object('reason', 'there is no such category: ' || p_value)
        when 1 then jsonb_build_object('id', min(b.id))
        else jsonb_build_object('reason', 'several categories are called so: '
            || (select string_agg(x.path, ', ' order by x.path) from (select o.path from best o order by o.path limit 5) x)) end
    from best b;
$$;
comment on function turno.command_category(text) is 'The category that a command names (M24).';
revoke execute on function turno.command_category(text) from public;
grant execute on function turno.command_category(text) to turno_gateway;
