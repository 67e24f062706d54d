-- Purpose: one page of the operator's tickets. "handle": by priority, then the longest waiting (R26); other
--          tabs: the last message first. p_after is the place of the last row seen (keyset), '' the beginning.
-- Returns: up to p_limit rows in order, each with its place.
-- Calls:   ticket_ids_handle, ticket_ids_recent. Writes: nothing.
create or replace function turno.ticket_ids(p_tab text, p_after text, p_limit integer)
returns table (n bigint, id bigint, place text)
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v_after bigint[] := case when p_after ~ '^-?\d{1,9}_\d{1,17}_\d{1,18}$' then string_to_array(p_after, '_')::bigint[] end;
    v_at timestamptz := timestamptz 'epoch' + v_after[2] * interval '1 microsecond';
begin
    if p_tab = 'handle' then
        return query
        select row_number() over (order by x.rank, x.at, x.id), x.id,
            concat_ws('_', x.rank, (extract(epoch from x.at) * 1000000)::bigint, x.id)
        from ticket_ids_handle(coalesce(v_after[1], -2147483648), coalesce(v_at, '-infinity'), coalesce(v_after[3], 0), p_limit) x
        order by 1;
    else
        return query
        select row_number() over (order by x.at desc, x.id desc), x.id,
            concat_ws('_', 0, (extract(epoch from x.at) * 1000000)::bigint, x.id)
        from ticket_ids_recent(p_tab, coalesce(v_at, 'infinity'), coalesce(v_after[3], 0), p_limit) x
        order by 1;
    end if;
end
$$;
comment on function turno.ticket_ids(text, text, integer) is 'One page of the viewer''s tickets by keyset (R26).';
revoke execute on function turno.ticket_ids(text, text, integer) from public;
grant execute on function turno.ticket_ids(text, text, integer) to turno_web;
