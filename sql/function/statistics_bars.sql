-- Purpose: rows of figures (each with a count) as bars of a page.
-- Returns: the rows, each with bar: 0 to 100 of the longest one; percent: its share in whole percent, a hundred in all.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.statistics_bars(p_rows jsonb)
returns jsonb
language plpgsql immutable
as $$
begin
    return (
        with r as (select e.row, e.n, (e.row ->> 'count')::numeric as count from jsonb_array_elements(p_rows) with ordinality e(row, n)),
        share as (select r.*, max(r.count) over () as most, coalesce(100 * r.count / nullif(sum(r.count) over (), 0), 0) as share from r),
        -- What rounding down leaves of the hundred goes to those that lost most of it.
        rounded as (select s.*, floor(s.share) + case when row_number() over (order by s.share - floor(s.share) desc, s.n)
            <= round(sum(s.share - floor(s.share)) over ()) then 1 else 0 end as percent from share s)
        select coalesce(jsonb_agg(x.row || jsonb_build_object('bar', coalesce(round(100 * x.count / nullif(x.most, 0)), 0)::integer,
            'percent', x.percent::integer) order by x.n), '[]')
        from rounded x);
end
$$;
comment on function turno.statistics_bars(jsonb) is 'Figures as bars of a page.';
revoke execute on function turno.statistics_bars(jsonb) from public;
grant execute on function turno.statistics_bars(jsonb) to turno_web;
