-- Purpose: figures of the desk within what the viewer sees; for the owner of the database, of all (p: from, to: days, the last 30 without;
--          category: only it and those below; language). What is open is counted now; the rest is of the days from to to. (R38, R9)
-- Returns: {from, to, category: its path, open: {count, categories: [{id, category, count, share}], statuses: [{id, status, turn, colour, count}],
--          priorities: [{id, priority, colour, count}], waiting: {days, count}}, opened, closed: {count, mean_seconds, categories: [{id, category,
--          count, mean_seconds}]}, answered: {count, median_seconds, p90_seconds}, mails: {in, out, failed}, is_bounded, operators: where
--          stats.per_operator is on [{operator, answers, assigned}], else null}. is_bounded: only the latest 200,000 of something.
-- Calls:   viewer, date_or_null, number_or, category_below, statistics_open, statistics_period, statistics_mails, statistics_operators. Writes: nothing.
create or replace function turno.page_statistics(p jsonb)
returns jsonb
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v_from date := date_or_null(p ->> 'from');
    v_category bigint := nullif(number_or(p ->> 'category', 0), 0);
    v_categories bigint[] := category_below(case when v_category is not null then array[v_category] end);
    v_to date := coalesce(date_or_null(p ->> 'to'), greatest(current_date, v_from));
begin
    if row_security_active('turno.ticket') and not exists (select from viewer() v where v.operator_id is not null) then
        raise exception using errcode = 'TU004', message = 'Nobody is signed in.';
    end if;
    v_from := coalesce(v_from, v_to - 29);
    if v_from > v_to then
        select v_from, v_to into v_to, v_from;
    end if;
    return jsonb_build_object('from', v_from, 'to', v_to, 'category', (select c.path from category c where c.id = v_category),
            'open', statistics_open(v_categories, p ->> 'language'))
        || statistics_period(v_categories, v_from, v_to + 1, 200000)
        || jsonb_build_object('mails', statistics_mails(v_categories, v_from, v_to + 1),
            'operators', statistics_operators(v_categories, v_from, v_to + 1));
end
$$;
comment on function turno.page_statistics(jsonb) is 'Figures of the desk within what the viewer sees (R9, R38).';
revoke execute on function turno.page_statistics(jsonb) from public;
grant execute on function turno.page_statistics(jsonb) to turno_web;
