-- Purpose: the tickets that a filter leaves to be looked at, by the index that says most: the words looked for, a contact, a customer,
--          an assignee, who opened them, a tag; else all that the viewer has in these turns, categories and levels.
-- Returns: ids; at most p_limit, the latest, where there are more (is_more). tickets null: there are more and no index says which.
-- Calls:   search_exact, search_tickets, filter_ids, filter_words, category_below, ticket_reach. Writes: nothing.
create or replace function turno.ticket_candidates(p_filter jsonb, p_limit integer)
returns table (tickets bigint[], is_more boolean)
language plpgsql stable
set search_path = turno, pg_temp
as $$
#variable_conflict use_column
declare
    v_column text := case when p_filter ? 'contact' then 'contact' when p_filter ? 'customer' then 'customer'
        when p_filter ? 'assignee' and not p_filter -> 'assignee' ? 'none' then 'assignee' when p_filter ? 'opened_by' then 'opened_by'
        when p_filter ? 'tag' then 'tag' end;
    v_ids bigint[] := filter_ids(p_filter, v_column);
    v_found bigint[];
begin
    if p_filter ? 'text' then
        return query
        select array(select search_exact(p_filter ->> 'text', 100) union select h.ticket_id from search_tickets(p_filter ->> 'text', 1000) h
                where h.ticket_id is not null),
            exists (select from search_tickets(p_filter ->> 'text', 1000) h where h.ticket_id is null);
        return;
    end if;
    v_found := case v_column
        when 'contact' then array(select t.id from ticket t where t.contact_id = any (v_ids) order by t.updated_at desc limit p_limit + 1)
        when 'customer' then array(select t.id from ticket t where t.customer_id = any (v_ids) order by t.updated_at desc limit p_limit + 1)
        when 'assignee' then array(select t.id from ticket t where t.assignee_id = any (v_ids) order by t.id desc limit p_limit + 1)
        when 'opened_by' then array(select t.id from ticket t where t.opened_by = any (v_ids) order by t.id desc limit p_limit + 1)
        when 'tag' then array(select distinct g.ticket_id from ticket_tag g where g.tag = any (filter_words(p_filter, 'tag'))
            order by 1 desc limit p_limit + 1)
        else array(select ticket_reach(filter_words(p_filter, 'turn'), category_below(filter_ids(p_filter, 'category')),
            filter_words(p_filter, 'level'), p_limit + 1)) end;
    if cardinality(v_found) > p_limit and v_column is null then
        return query select null::bigint[], true;
    else
        return query select v_found[1:p_limit], cardinality(v_found) > p_limit;
    end if;
end
$$;
comment on function turno.ticket_candidates(jsonb, integer) is 'Tickets that a filter leaves to be looked at (R26).';
revoke execute on function turno.ticket_candidates(jsonb, integer) from public;
grant execute on function turno.ticket_candidates(jsonb, integer) to turno_web;
