-- Purpose: the open tickets of who looks, of some categories (null: of all), by category, status and priority, and those that wait for us longer than stats.waiting_days.
-- Returns: as page_statistics says.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.statistics_open(p_categories bigint[], p_language text)
returns jsonb
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v_days integer := coalesce((select s.value #>> '{}' from setting s where s.key = 'stats.waiting_days'), '3');
begin
    return (
        with t as materialized (
            select t.category_id, t.status_id, t.priority_id, count(*) as n,
                count(*) filter (where t.turn = 'operator' and t.waiting_since < now() - v_days * interval '1 day') as late
            from ticket t where t.turn in ('operator', 'contact') and t.deleted_at is null and not t.is_draft
                and (p_categories is null or t.category_id = any (p_categories)) group by 1, 2, 3),
        total as (select coalesce(sum(t.n), 0) as n, coalesce(sum(t.late), 0) as late from t)
        select jsonb_build_object('count', total.n, 'waiting', jsonb_build_object('days', v_days, 'count', total.late),
            'categories', (select coalesce(jsonb_agg(jsonb_build_object('id', x.id, 'category', x.path, 'count', x.n, 'share', round(x.n / total.n, 4))
                    order by x.n desc, x.path), '[]')
                from (select c.id, c.path, sum(t.n) as n from t join category c on c.id = t.category_id group by c.id, c.path) x),
            'statuses', (select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'status', case p_language when 'en' then s.name_en else s.name_it end,
                    'turn', s.turn, 'colour', s.colour, 'count', x.n) order by s.turn desc, x.n desc, s.id), '[]')
                from (select t.status_id, sum(t.n) as n from t group by 1) x join status s on s.id = x.status_id),
            'priorities', (select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'priority', case p_language when 'en' then r.name_en else r.name_it end,
                    'colour', r.colour, 'count', x.n) order by r.rank desc), '[]')
                from (select t.priority_id, sum(t.n) as n from t group by 1) x join priority r on r.id = x.priority_id))
        from total);
end
$$;
comment on function turno.statistics_open(bigint[], text) is 'Figures of the open tickets (R38).';
revoke execute on function turno.statistics_open(bigint[], text) from public;
grant execute on function turno.statistics_open(bigint[], text) to turno_web;
