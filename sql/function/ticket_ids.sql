-- Purpose: one page of the operator's tickets. "handle": by priority, then the longest waiting (R26); other
--          tabs: the last message first. p_after is the place of the last row seen (keyset), '' the beginning. The kernel finds the
--          candidates by index; the policies let through what he may see (ticket_seen). p_categories: no others (null: all of his).
-- Returns: up to p_limit rows in order, each with its place, and with a language as ticket_rows has it.
-- Calls:   viewer, viewer_scope, ticket_ids_handle, ticket_ids_recent, ticket_seen, ticket_rows_read, ticket_tab_turns. Writes: nothing.
create or replace function turno.ticket_ids(p_tab text, p_after text, p_limit integer, p_categories bigint[] default null,
    p_language text default null)
returns table (n bigint, id bigint, place text, ticket jsonb)
language plpgsql stable security definer
set search_path = turno, pg_temp
as $$
#variable_conflict use_column
declare
    v_operator bigint := (select v.operator_id from viewer() v);
    v_after bigint[] := case when p_after ~ '^-?\d{1,9}_\d{1,17}_\d{1,18}$' then string_to_array(p_after, '_')::bigint[] end;
    v_at timestamptz := timestamptz 'epoch' + v_after[2] * interval '1 microsecond';
    v_ids bigint[];
    v_ranks bigint[];
    v_ats timestamptz[];
    v_seen bigint[];
begin
    if v_operator is null then
        return;
    end if;
    if p_tab = 'handle' then
        select array_agg(x.id), array_agg(x.rank), array_agg(x.at) into v_ids, v_ranks, v_ats
        from ticket_ids_handle(v_operator, viewer_scope(), coalesce(v_after[1], -2147483648), coalesce(v_at, '-infinity'), coalesce(v_after[3], 0),
            p_limit, p_categories) x;
    else
        select array_agg(x.id), array_agg(0), array_agg(x.at) into v_ids, v_ranks, v_ats
        from ticket_ids_recent(v_operator, viewer_scope(), ticket_tab_turns(p_tab), coalesce(v_at, 'infinity'), coalesce(v_after[3], 0), p_limit,
            p_categories) x;
    end if;
    v_seen := ticket_seen(v_ids);
    return query
    select row_number() over (order by x.n), x.id, concat_ws('_', x.rank, (extract(epoch from x.at) * 1000000)::bigint, x.id), r.ticket
    from unnest(v_ids, v_ranks, v_ats) with ordinality x(id, rank, at, n)
    left join ticket_rows_read(case when p_language is not null then v_seen else '{}' end, p_language, true, null, null) r on r.id = x.id
    where x.id = any (v_seen) order by 1;
end
$$;
comment on function turno.ticket_ids(text, text, integer, bigint[], text) is 'One page of the viewer''s tickets by keyset (R26).';
alter function turno.ticket_ids(text, text, integer, bigint[], text) owner to turno_act;
revoke execute on function turno.ticket_ids(text, text, integer, bigint[], text) from public;
grant execute on function turno.ticket_ids(text, text, integer, bigint[], text) to turno_web;
