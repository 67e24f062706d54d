-- Purpose: the tags that tickets have which the viewer sees, and those that rules give. One look into the index for each, not for each ticket.
-- Returns: rows; the first thousand by name.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.tag_names()
returns setof text
language sql stable
set search_path = turno, pg_temp
as $$
    with recursive own as (
        (select g.tag from ticket_tag g order by g.tag limit 1)
        union all
        select (select g.tag from ticket_tag g where g.tag > w.tag order by g.tag limit 1) from own w where w.tag is not null
    )
    select x.tag from (select w.tag from own w where w.tag is not null union select unnest(r.tags) from route r) x order by x.tag limit 1000;
$$;
comment on function turno.tag_names() is 'The tags there are.';
revoke execute on function turno.tag_names() from public;
grant execute on function turno.tag_names() to turno_act;
