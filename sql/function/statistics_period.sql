-- Purpose: tickets opened in a period, how long those closed in it (and closed now) took, and how long people waited for a first answer
--          to what they opened themselves in it; of some categories (null: of all). Never more than the latest p_most of each are read.
-- Returns: {opened, closed, answered, is_bounded} as page_statistics says.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.statistics_period(p_categories bigint[], p_from timestamptz, p_to timestamptz, p_most integer)
returns jsonb
language plpgsql stable
set search_path = turno, pg_temp
as $$
begin
    return (
        with closed as materialized (
            select t.category_id, extract(epoch from t.closed_at - t.opened_at)::numeric as took
            from ticket t where t.closed_at >= p_from and t.closed_at < p_to and t.deleted_at is null
                and (p_categories is null or t.category_id = any (p_categories)) order by t.closed_at desc limit p_most),
        opened as materialized (
            select case when t.opened_by is null then extract(epoch from t.first_answer_at - t.opened_at)::numeric end as took
            from ticket t where t.opened_at >= p_from and t.opened_at < p_to and t.deleted_at is null and not t.is_draft
                and (p_categories is null or t.category_id = any (p_categories)) order by t.opened_at desc limit p_most)
        select jsonb_build_object('opened', (select count(*) from opened),
            'closed', (select jsonb_build_object('count', count(*), 'mean_seconds', round(avg(c.took))) from closed c)
                || jsonb_build_object('categories', (select coalesce(jsonb_agg(jsonb_build_object('id', x.id, 'category', x.path, 'count', x.n,
                        'mean_seconds', x.mean) order by x.path), '[]')
                    from (select k.id, k.path, count(*) as n, round(avg(c.took)) as mean from closed c join category k on k.id = c.category_id group by k.id, k.path) x)),
            'answered', (select jsonb_build_object('count', count(o.took), 'median_seconds', round(percentile_cont(0.5) within group (order by o.took)::numeric),
                'p90_seconds', round(percentile_cont(0.9) within group (order by o.took)::numeric)) from opened o),
            'is_bounded', p_most in ((select count(*) from closed), (select count(*) from opened))));
end
$$;
comment on function turno.statistics_period(bigint[], timestamptz, timestamptz, integer) is 'Times to close and to answer (R38).';
revoke execute on function turno.statistics_period(bigint[], timestamptz, timestamptz, integer) from public;
grant execute on function turno.statistics_period(bigint[], timestamptz, timestamptz, integer) to turno_web;
