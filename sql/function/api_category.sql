-- Purpose: a category by its path, where the client may open tickets: one that its key names, or one below (R36).
-- Returns: its id; null when there is none.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.api_category(p_path text)
returns bigint
language sql stable
set search_path = turno, pg_temp
as $$
    with recursive up(id, parent_id, leaf) as (
        select c.id, c.parent_id, c.id from category c
        where lower(c.path) = lower(regexp_replace(btrim(p_path), '\s*[>›]\s*', ' › ', 'g'))
        union all
        select c.id, c.parent_id, up.leaf from up join category c on c.id = up.parent_id
    )
    select up.leaf from up join api_key_category a on a.category_id = up.id limit 1;
$$;
comment on function turno.api_category(text) is 'A category in which the client of the API may open tickets (R36).';
alter function turno.api_category(text) owner to turno_act;
revoke execute on function turno.api_category(text) from public;
