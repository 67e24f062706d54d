-- Purpose: add up the lines of tally, so that it stays small.
-- Returns: how many lines became one of each kind; 0 when there are few.
-- Calls:   nothing. Writes: tally.
create or replace function turno.tally_fold()
returns bigint
language sql volatile
set search_path = turno, pg_temp
as $$
    with gone as (
        delete from tally t
        where t.id in (select x.id from tally x order by x.id limit 10000 for update skip locked)
            and (select count(*) > 100 from (select from tally limit 101) y)
        returning t.kind, t.rows, t.mark
    ), sum as (
        insert into tally (kind, rows, mark) select g.kind, sum(g.rows), bit_xor(g.mark) from gone g group by g.kind
    )
    select count(*) from gone;
$$;
comment on function turno.tally_fold() is 'Adds up the lines of tally.';
revoke execute on function turno.tally_fold() from public;
grant execute on function turno.tally_fold() to turno_gateway;
