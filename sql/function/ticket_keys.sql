-- Purpose: what tickets are sorted by: rank, then number, then word, then the ticket's own number. ticket_walk reads in this order.
-- Returns: a row for each that the viewer may see; times as microseconds.
-- Calls:   ticket_dimension. Writes: nothing.
create or replace function turno.ticket_keys(p_tickets bigint[], p_sort text, p_language text)
returns table (rank bigint, number bigint, word text, id bigint)
language plpgsql stable
set search_path = turno, pg_temp
set plan_cache_mode = force_generic_plan
as $$
#variable_conflict use_column
begin
    return query
    with dimension as materialized (select d.value, d.rank from ticket_dimension(p_sort, p_language) d)
    select coalesce(d.rank, 0),
        case when p_sort = 'updated' then (extract(epoch from t.updated_at) * 1000000)::bigint
            when p_sort = 'opened' then (extract(epoch from t.opened_at) * 1000000)::bigint
            when p_sort = 'handle' or p_sort = 'waiting' and t.turn <> 'closed' then (extract(epoch from t.waiting_since) * 1000000)::bigint
            else 0 end,
        case when p_sort = 'subject' then t.subject_sort
            when p_sort = 'contact' then coalesce(nullif((select k.name_sort from contact k where k.id = t.contact_id), ''),
                (select u.name_sort from customer u where u.id = t.customer_id)) else '' end collate "C",
        t.id
    from ticket t
    left join dimension d on d.value = case p_sort when 'category' then t.category_id::text when 'status' then t.status_id::text
        when 'assignee' then coalesce(t.assignee_id::text, '') when 'turn' then t.turn when 'level' then t.level
        when 'waiting' then case t.turn when 'closed' then 'closed' else 'open' end else t.priority_id::text end
    where t.id = any (p_tickets);
end
$$;
comment on function turno.ticket_keys(bigint[], text, text) is 'What tickets of the list are sorted by (R26).';
revoke execute on function turno.ticket_keys(bigint[], text, text) from public;
grant execute on function turno.ticket_keys(bigint[], text, text) to turno_web;
