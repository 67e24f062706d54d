-- Purpose: the figures as a file (p as page_statistics).
-- Returns: {csv}: lines of section, name, figure, value.
-- Calls:   page_statistics, csv_line. Writes: nothing.
create or replace function turno.page_statistics_export(p jsonb)
returns jsonb
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v jsonb := page_statistics(p);
begin
    return (select jsonb_build_object('csv', csv_line('{section,name,figure,value}') || string_agg(csv_line(array[x.section, x.name, x.figure, x.value]), '' order by x.n, x.m, x.k))
        from (
            select 1 as n, 0 as m, 0 as k, 'period' as section, '' as name, f.key as figure, v ->> f.key as value from (values ('from'), ('to'), ('category'), ('opened')) f(key)
            where f.key <> 'category' or v ->> 'category' is not null
            union all
            select 2, 0, 0, 'open', '', 'count', v #>> '{open,count}'
            union all
            select 3, 0, 0, 'open', '', 'waiting_' || (v #>> '{open,waiting,days}') || '_days', v #>> '{open,waiting,count}'
            union all
            select 4, a.m::integer, b.k::integer, 'open by category', a.r ->> 'category', b.f, a.r ->> b.f
            from jsonb_array_elements(v #> '{open,categories}') with ordinality a(r, m), unnest('{count,share}'::text[]) with ordinality b(f, k)
            union all
            select 5, a.m::integer, 0, 'open by status', a.r ->> 'status', 'count', a.r ->> 'count' from jsonb_array_elements(v #> '{open,statuses}') with ordinality a(r, m)
            union all
            select 6, a.m::integer, 0, 'open by priority', a.r ->> 'priority', 'count', a.r ->> 'count' from jsonb_array_elements(v #> '{open,priorities}') with ordinality a(r, m)
            union all
            select 7, 0, 0, 'closed', '', f, v -> 'closed' ->> f from unnest('{count,mean_seconds}'::text[]) f
            union all
            select 8, a.m::integer, b.k::integer, 'closed by category', a.r ->> 'category', b.f, a.r ->> b.f
            from jsonb_array_elements(v #> '{closed,categories}') with ordinality a(r, m), unnest('{count,mean_seconds}'::text[]) with ordinality b(f, k)
            union all
            select 9, 0, b.k::integer, 'first answer', '', b.f, v -> 'answered' ->> b.f from unnest('{count,median_seconds,p90_seconds}'::text[]) with ordinality b(f, k)
            union all
            select 10, 0, b.k::integer, 'mails', '', b.f, v -> 'mails' ->> b.f from unnest('{in,out,failed}'::text[]) with ordinality b(f, k)
            union all
            select 11, a.m::integer, b.k::integer, 'operators', a.r ->> 'operator', b.f, a.r ->> b.f
            from jsonb_array_elements(case jsonb_typeof(v -> 'operators') when 'array' then v -> 'operators' else '[]' end) with ordinality a(r, m),
                unnest('{answers,assigned}'::text[]) with ordinality b(f, k)) x);
end
$$;
comment on function turno.page_statistics_export(jsonb) is 'Figures of the desk as CSV (R38).';
revoke execute on function turno.page_statistics_export(jsonb) from public;
grant execute on function turno.page_statistics_export(jsonb) to turno_web;
