-- Purpose: the one form of list, show, add and set.
-- Returns: {id, rank, name, mailbox, if: [words], then: [words], is_active}, the words as add and set take them.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.route_json(p_route bigint)
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    select jsonb_build_object('id', r.id, 'rank', r.rank, 'name', r.name, 'mailbox', m.name, 'is_active', r.is_active,
        'if', (select coalesce(jsonb_agg(concat_ws(' ', c.field, nullif(c.header, ''), case when c.is_not then 'not' end, c.operator, c.value)
            order by c.seq), '[]') from route_condition c where c.route_id = r.id),
        'then', to_jsonb(array_remove(array['category ' || g.path, 'priority ' || q.name_it, 'level ' || r.level, 'assign ' || o.login]
            || array(select 'tag ' || t from unnest(r.tags) t) || r.fate, null)))
    from route r left join category g on g.id = r.category_id left join mailbox m on m.id = r.mailbox_id
    left join priority q on q.id = r.priority_id left join operator o on o.id = r.assignee_id
    where r.id = p_route;
$$;
comment on function turno.route_json(bigint) is 'A rule for mail as the command line shows it (M14).';
revoke execute on function turno.route_json(bigint) from public;
grant execute on function turno.route_json(bigint) to turno_act;
