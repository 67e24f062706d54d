-- Purpose: as ticket_stretch, sorted by the name that the list shows: the contact's, or the customer's where there is none. Walks
--          through the next 50 names of people, and through each one's tickets.
-- Returns: up to p_limit rows after the place; where those names gave fewer, a row more, with id null, that says where to go on.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.ticket_stretch_contact(p_falls boolean, p_turns text[], p_word text, p_id bigint, p_limit integer)
returns table (id bigint, place text)
language plpgsql stable
set search_path = turno, pg_temp
as $$
#variable_conflict use_column
declare
    v_names text[];
    v_count bigint;
    -- Customers whose own name is shown; few, and far between the others.
    v_customers bigint[] := array(select t.customer_id from ticket t where t.contact_id is null
        union select k.customer_id from contact k where k.name_sort = '');
begin
    if p_falls then
        v_names := array(select x.name from (
            (select distinct k.name_sort as name from contact k where p_word is null or k.name_sort <= p_word order by 1 desc limit 50)
            union
            (select distinct u.name_sort from customer u
                where u.id = any (v_customers) and (p_word is null or u.name_sort <= p_word) order by 1 desc limit 50)) x
            order by x.name collate "C" desc limit 50);
    else
        v_names := array(select x.name from (
            (select distinct k.name_sort as name from contact k where p_word is null or k.name_sort >= p_word order by 1 limit 50)
            union
            (select distinct u.name_sort from customer u
                where u.id = any (v_customers) and (p_word is null or u.name_sort >= p_word) order by 1 limit 50)) x
            order by x.name collate "C" limit 50);
    end if;
    return query
    select x.id, concat_ws('_', 0, 0, x.id, n.name)
    from unnest(v_names) with ordinality n(name, place)
    cross join lateral (
        select y.id, case when p_falls then - y.id else y.id end as place from (
            select t.id, t.turn from contact k join ticket t on t.contact_id = k.id where k.name_sort = n.name and n.name <> ''
            union all
            select t.id, t.turn from customer u join ticket t on t.customer_id = u.id left join contact k on k.id = t.contact_id
            where u.name_sort = n.name and u.id = any (v_customers) and (t.contact_id is null or k.name_sort = '')) y
        where y.turn = any (p_turns)
            and (p_id is null or n.name <> p_word or case when p_falls then y.id < p_id else y.id > p_id end)
        order by 2 limit p_limit) x
    order by n.place, x.place limit p_limit;
    get diagnostics v_count = row_count;
    if v_count < p_limit and cardinality(v_names) = 50 then
        return query select null::bigint, concat_ws('_', 0, 0, case when p_falls then '0' else '999999999999999999' end, v_names[50]);
    end if;
end
$$;
comment on function turno.ticket_stretch_contact(boolean, text[], text, bigint, integer) is 'Rows of a list sorted by contact (R26).';
revoke execute on function turno.ticket_stretch_contact(boolean, text[], text, bigint, integer) from public;
grant execute on function turno.ticket_stretch_contact(boolean, text[], text, bigint, integer) to turno_web;
