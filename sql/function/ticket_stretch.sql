-- Purpose: the next rows of one stretch of a list, by index in its order: all tickets, or those with one value (p_value) of the
--          column that is sorted by. Its statement is put together from the
--          fragments below and nothing else: an order that is chosen at run time is an order that no index serves. Bitmaps are off: they would gather all rows to sort them, where the first few are wanted.
-- Returns: up to p_limit rows after p_number, p_word, p_id (nulls: from the beginning), each with its place.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.ticket_stretch(p_sort text, p_value text, p_rank bigint, p_falls boolean, p_turns text[],
    p_number bigint, p_word text, p_id bigint, p_limit integer)
returns table (id bigint, place text)
language plpgsql stable
set search_path = turno, pg_temp
set enable_bitmapscan = off
as $$
declare
    v_key text := case p_sort when 'updated' then 't.updated_at' when 'opened' then 't.opened_at' when 'handle' then 't.waiting_since'
        when 'subject' then 't.subject_sort' else case p_sort || p_value when 'waitingopen' then 't.waiting_since' else 't.id' end end;
    v_where text := case p_sort when 'category' then 't.category_id = $2::bigint' when 'status' then 't.status_id = $2::bigint'
        when 'priority' then 't.priority_id = $2::bigint' when 'handle' then 't.turn <> ''closed'' and t.priority_id = $2::bigint'
        when 'assignee' then case p_value when '' then 't.assignee_id is null' else 't.assignee_id = $2::bigint' end
        when 'turn' then 't.turn = $2' when 'level' then 't.level = $2' when 'updated' then 't.turn = $2'
        when 'waiting' then case p_value when 'closed' then 't.turn = ''closed''' else 't.turn <> ''closed''' end else 'true' end;
    v_is_time boolean := v_key like '%\_at' or v_key like '%\_since';
begin
    return query execute format('select t.id, concat_ws(''_'', $1, %s, t.id, %s) from turno.ticket t where %s and t.turn = any ($3)%s order by %s limit $7',
        case when v_is_time then format('(extract(epoch from %s) * 1000000)::bigint', v_key) else '0::bigint' end,
        case v_key when 't.subject_sort' then v_key else '''''::text' end, v_where,
        case when p_id is null then '' else format(' and (%s, t.id) %s (%s, $6)', v_key, case when p_falls then '<' else '>' end,
            case when v_is_time then '$4' when v_key = 't.id' then '$6' else '$5' end) end,
        format(case when p_falls then '%s desc, t.id desc' else '%s, t.id' end, v_key))
    using p_rank, p_value, p_turns, timestamptz 'epoch' + p_number * interval '1 microsecond', p_word, p_id, p_limit;
end
$$;
comment on function turno.ticket_stretch(text, text, bigint, boolean, text[], bigint, text, bigint, integer) is 'Rows of a sorted list in the order of an index (R26).';
revoke execute on function turno.ticket_stretch(text, text, bigint, boolean, text[], bigint, text, bigint, integer) from public;
grant execute on function turno.ticket_stretch(text, text, bigint, boolean, text[], bigint, text, bigint, integer) to turno_web;
