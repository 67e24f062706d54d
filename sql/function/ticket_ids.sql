-- Purpose: one page of the viewer's tickets. "handle": by priority, then the longest waiting (R26); other
--          tabs: the last message first. p_after is the place of the last row seen (keyset), '' the beginning.
-- Returns: up to p_limit rows in order, each with its place.
-- Calls:   ticket_tab_turns. Writes: nothing.
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
        select row_number() over (), x.id, concat_ws('_', x.rank, (extract(epoch from x.at) * 1000000)::bigint, x.id)
        from (select t.id, -p.rank as rank, t.waiting_since as at
            from ticket t join priority p on p.id = t.priority_id
            where t.turn = 'operator'
                and (v_after is null or (-p.rank, t.waiting_since, t.id) > (v_after[1], v_at, v_after[3]))
            order by -p.rank, t.waiting_since, t.id
            limit p_limit) x;
    else
        return query
        select row_number() over (), x.id, concat_ws('_', 0, (extract(epoch from x.at) * 1000000)::bigint, x.id)
        from (select t.id, t.updated_at as at
            from ticket t
            where t.turn = any (ticket_tab_turns(p_tab))
                and (v_after is null or (t.updated_at, t.id) < (v_at, v_after[3]))
            order by t.updated_at desc, t.id desc
            limit p_limit) x;
    end if;
end
$$;
comment on function turno.ticket_ids(text, text, integer) is 'One page of the viewer''s tickets by keyset (R26).';
revoke execute on function turno.ticket_ids(text, text, integer) from public;
grant execute on function turno.ticket_ids(text, text, integer) to turno_web;
