-- Purpose: one page of the operator's tickets in the usual order of a tab. "handle": by priority, then the longest waiting (R26); other tabs:
--          the last message first. p_place is that of the last row seen (keyset), '' the beginning; p_categories: no others (null: all of
--          his). The kernel finds the candidates by index; the policies let through what he may see (ticket_seen).
-- Returns: up to p_limit tickets in order; next: the place of the last one if there are more; with a language rows as ticket_rows_read
--          has them, and counts: how many there are of the turns operator, contact and, of some categories
--          only, closed (else null), up to 1001. TU004 when no operator is signed in.
-- Calls:   viewer, viewer_scope, ticket_breadth, ticket_ids_open, ticket_ids_handle, ticket_ids_recent, ticket_count_read, ticket_seen,
--          ticket_rows_read, ticket_tab_turns. Writes: nothing.
create or replace function turno.ticket_usual(p_tab text, p_place text, p_limit integer, p_categories bigint[] default null, p_language text default null,
    out tickets bigint[], out next text, out rows json, out counts integer[])
language plpgsql stable security definer
set search_path = turno, pg_temp
as $$
declare
    v_operator bigint := (select v.operator_id from viewer() v);
    v_scope bytea := viewer_scope();
    v_turns text[] := ticket_tab_turns(p_tab);
    v_by_rank boolean := p_tab = 'handle';
    v_after bigint[] := case when p_place ~ '^-?\d{1,9}_\d{1,17}_\d{1,18}$' then string_to_array(p_place, '_')::bigint[] end;
    v_rank bigint := coalesce(v_after[1], -2147483648);
    v_at timestamptz := coalesce(timestamptz 'epoch' + v_after[2] * interval '1 microsecond', case when v_by_rank then '-infinity'::timestamptz else 'infinity' end);
    v_id bigint := coalesce(v_after[3], 0);
    v_categories bigint[];
    v_levels text[];
    v_is_all boolean := false;
    v_ids bigint[];
    v_ranks bigint[];
    v_ats timestamptz[];
    v_seen bigint[];
begin
    if v_operator is null then
        raise exception using errcode = 'TU004', message = 'Nobody is signed in.';
    end if;
    select b.categories, b.levels into v_categories, v_levels from ticket_breadth(v_operator, v_scope, p_categories) b;
    if v_categories is not null then
        select o.is_all, o.ids, o.ranks, o.ats, array[o.operators, o.contacts, null] into v_is_all, v_ids, v_ranks, v_ats, counts
        from ticket_ids_open(v_operator, v_scope, v_categories, p_categories, v_turns, v_by_rank, v_rank, v_at, v_id, p_limit + 1) o;
    end if;
    if v_is_all and 'closed' = any (v_turns) then
        select array_agg(x.id), array_agg(x.at) into v_ids, v_ats
        from (select u.id, u.at from unnest(v_ids, v_ats) u(id, at)
            union all
            select r.id, r.at from ticket_ids_recent(v_operator, v_scope, '{closed}', v_at, v_id, p_limit + 1, v_categories, v_levels, p_categories) r
            order by 2 desc, 1 desc limit p_limit + 1) x;
    elsif not v_is_all and v_by_rank then
        select array_agg(h.id), array_agg(h.rank), array_agg(h.at) into v_ids, v_ranks, v_ats
        from ticket_ids_handle(v_operator, v_scope, v_rank, v_at, v_id, p_limit + 1, v_categories, v_levels, p_categories) h;
    elsif not v_is_all then
        select array_agg(r.id), array_agg(r.at) into v_ids, v_ats
        from ticket_ids_recent(v_operator, v_scope, v_turns, v_at, v_id, p_limit + 1, v_categories, v_levels, p_categories) r;
    end if;
    v_seen := ticket_seen(v_ids);
    if cardinality(v_seen) < cardinality(v_ids) then
        select array_agg(x.id order by x.n), array_agg(x.rank order by x.n), array_agg(x.at order by x.n) into v_ids, v_ranks, v_ats
        from unnest(v_ids, v_ranks, v_ats) with ordinality x(id, rank, at, n) where x.id = any (v_seen);
    end if;
    tickets := coalesce(v_ids[1:p_limit], '{}');
    if cardinality(v_ids) > p_limit then
        next := concat_ws('_', case when v_by_rank then v_ranks[p_limit] else 0 end, (extract(epoch from v_ats[p_limit]) * 1000000)::bigint, v_ids[p_limit]);
    end if;
    if p_language is not null then
        rows := ticket_rows_read(tickets, p_language, true, null, null);
        if not v_is_all or p_categories is not null then
            select array[coalesce(max(c.count) filter (where c.turn = 'operator'), counts[1]),
                coalesce(max(c.count) filter (where c.turn = 'contact'), counts[2]), max(c.count) filter (where c.turn = 'closed')]
            into counts
            from ticket_count_read(v_operator, v_scope, case when v_is_all then '{closed}' when p_categories is null then '{operator,contact}'
                else '{operator,contact,closed}'::text[] end, v_categories, p_categories) c;
        end if;
    end if;
end
$$;
comment on function turno.ticket_usual is 'One page of the viewer''s tickets in the usual order (R9, R26).';
alter function turno.ticket_usual owner to turno_act;
revoke execute on function turno.ticket_usual from public;
grant execute on function turno.ticket_usual to turno_web;
