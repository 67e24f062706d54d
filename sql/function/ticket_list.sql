-- Purpose: turno ticket list: for the owner all tickets, under a session those that its person sees.
--          p: turn, category (path; those below too), filters (as ticket_filter writes them), sort (a column of ticket_keys, by number
--          without), descending, limit, as_contact (present: without what a contact never sees, R24).
-- Returns: array of rows; TU003 for an unknown turn, category or column.
-- Calls:   ticket_text, ticket_match, ticket_keys, ticket_rows. Writes: nothing.
create or replace function turno.ticket_list(p jsonb)
returns jsonb
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v_path text := lower(regexp_replace(p ->> 'category', '\s+[>›]\s+', ' › ', 'g'));
    v_filter jsonb := ticket_filter(p -> 'filters');
    v_sort text := coalesce(p ->> 'sort', 'number');
    c_sorts constant text[] := '{number,contact,subject,category,turn,status,level,priority,assignee,waiting,updated,opened}';
    v_ids bigint[];
begin
    if p ->> 'turn' not in ('operator', 'contact', 'closed') then
        raise exception using errcode = 'TU003', message = 'A turn is operator, contact or closed.';
    elsif v_sort <> all (c_sorts) then
        raise exception using errcode = 'TU003', message = format('Tickets are sorted by %s, not by "%s".', array_to_string(c_sorts, ', '), v_sort);
    elsif v_path is not null and not exists (select from category c where lower(c.path) = v_path) then
        raise exception using errcode = 'TU003', message = format('There is no category "%s".', p ->> 'category');
    end if;
    v_ids := array(select t.id from ticket t left join category c on c.id = t.category_id
        where t.deleted_at is null and (not p ? 'turn' or t.turn = p ->> 'turn')
            and (v_path is null or lower(c.path) = v_path or starts_with(lower(c.path), v_path || ' › '))
            and (not v_filter ? 'text' or t.id in (select ticket_text(v_filter ->> 'text'))));
    if v_filter - 'text' <> '{}' then
        v_ids := array(select ticket_match(v_ids, v_filter));
    end if;
    select array_agg(k.id order by case when (p ->> 'descending')::boolean then - k.n else k.n end) into v_ids
    from (select k.id, row_number() over (order by k.rank, k.number, k.word, k.id) as n
        from ticket_keys(v_ids, v_sort, p ->> 'language') k) k;
    if p ? 'limit' then
        v_ids := v_ids[1:(p ->> 'limit')::integer];
    end if;
    return (select coalesce(jsonb_agg(r.ticket - case when p ? 'as_contact'
                then '{level,category,priority,assignee,colour,is_late,is_failed,is_ours,is_pec,documents,messages}'::text[]
                else '{}' end order by x.n), '[]')
        from unnest(v_ids) with ordinality x(id, n) join ticket_rows(v_ids, p ->> 'language') r on r.id = x.id);
end
$$;
comment on function turno.ticket_list(jsonb) is 'Tickets as the command line lists them (R26).';
revoke execute on function turno.ticket_list(jsonb) from public;
grant execute on function turno.ticket_list(jsonb) to turno_web;
