-- Purpose: all tags that tickets have, by one look into the index for each: no ticket is counted. For who then asks which of them the viewer sees.
-- Returns: rows; the first thousand by name.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.tag_all()
returns setof text
language sql stable security definer
set search_path = turno, pg_temp
as $$
    with recursive own as (
        (select g.tag from ticket_tag g order by g.tag limit 1)
        union all
        select (select g.tag from ticket_tag g where g.tag > w.tag order by g.tag limit 1) from own w where w.tag is not null
    )
    select w.tag from own w where w.tag is not null limit 1000;
$$;
comment on function turno.tag_all() is 'All tags that tickets have.';
alter function turno.tag_all() owner to turno_gateway;
revoke execute on function turno.tag_all() from public;
grant execute on function turno.tag_all() to turno_act;
