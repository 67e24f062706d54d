-- Purpose: the operators' list of practices (p: tab = open|closed|all, sort = due|recent, state, model, category (those below
--          too), assignee (an id, or "me"), contact, due_before, after, language, limit).
-- Returns: {tab, sort, count, is_more, practices: [rows], next, is_first, states}. TU004 for a contact or nobody.
-- Calls:   viewer, practice_ids, practice_count, practice_rows, practice_states. Writes: nothing.
create or replace function turno.page_practice_list(p jsonb)
returns jsonb
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v_operator bigint := (select v.operator_id from viewer() v);
    v_tab text := case when p ->> 'tab' in ('closed', 'all') then p ->> 'tab' else 'open' end;
    v_sort text := case when v_tab = 'open' and p ->> 'sort' is distinct from 'recent' then 'due' else 'recent' end;
    v_limit integer := least(greatest(number_or(p ->> 'limit', 25), 1), 500);
    v_filter jsonb;
    v_count integer;
    v_result jsonb;
begin
    if v_operator is null then
        raise exception using errcode = 'TU004', message = 'Nobody is signed in.';
    end if;
    v_filter := jsonb_build_object('sort', v_sort, 'closed', case v_tab when 'open' then false when 'closed' then true end,
        'state', nullif(p ->> 'state', ''), 'model', nullif(p ->> 'model', ''), 'contact', nullif(p ->> 'contact', ''),
        'assignee', case when p ->> 'assignee' = 'me' then v_operator::text else nullif(p ->> 'assignee', '') end,
        'due_before', (practice_value('date', '{}', p ->> 'due_before')).value,
        'categories', case when nullif(p ->> 'category', '') is not null then (with recursive down(id) as (
            select (p ->> 'category')::bigint union select c.id from down d join category c on c.parent_id = d.id)
            select jsonb_agg(d.id) from down d) end);
    select jsonb_build_object('practices', (select coalesce(jsonb_agg(r.practice order by array_position(array_agg(x.id order by x.n), r.id)), '[]')
            from practice_rows((array_agg(x.id order by x.n))[:v_limit], p ->> 'language') r),
        'next', case when count(*) > v_limit then max(x.place) filter (where x.n = v_limit) end)
    into v_result
    from practice_ids(v_filter, coalesce(p ->> 'after', ''), v_limit + 1) x;
    v_count := practice_count(v_filter);
    return v_result || jsonb_build_object('tab', v_tab, 'sort', v_sort, 'count', least(v_count, 1000), 'is_more', v_count > 1000,
        'is_first', coalesce(p ->> 'after', '') = '', 'states', practice_states(p ->> 'language'));
end
$$;
comment on function turno.page_practice_list(jsonb) is 'The operators'' list of practices, by tab, filter and keyset (R9, R37).';
revoke execute on function turno.page_practice_list(jsonb) from public;
grant execute on function turno.page_practice_list(jsonb) to turno_web;
