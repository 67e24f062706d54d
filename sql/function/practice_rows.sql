-- Purpose: practices as rows of a list, all in one query, see ticket_rows.
-- Returns: one row per practice that the viewer may see, in no order; the others are left out.
-- Calls:   levels_enabled. Writes: nothing.
create or replace function turno.practice_rows(p_practices bigint[], p_language text)
returns table (id bigint, practice jsonb)
language plpgsql stable
set search_path = turno, pg_temp
as $$
#variable_conflict use_column
begin
    return query
    select p.id, jsonb_build_object('number', p.id, 'reference', p.reference, 'subject', p.subject,
        'state', case when p_language = 'en' then s.name_en else s.name_it end, 'state_id', s.id, 'colour', s.colour,
        'is_closed', p.is_closed, 'category', c.path, 'level', case when (select levels_enabled()) then p.level end, 'model', m.name, 'customer', u.name,
        'contact', case when k.id is not null then jsonb_build_object('id', k.id, 'name', coalesce(nullif(k.name, ''), u.name),
            'address', (select a.address from address a where a.contact_id = k.id order by a.is_main desc, a.id limit 1)) end,
        'assignee', o.name, 'due_on', p.due_on, 'is_late', not p.is_closed and coalesce(p.due_on < current_date, false),
        'checks', (select format('%s/%s', count(x.done_at), count(*)) from practice_check x where x.practice_id = p.id having count(*) > 0),
        'created_at', p.created_at, 'updated_at', p.updated_at, 'closed_at', p.closed_at)
    from practice p
    join practice_state s on s.id = p.state_id
    join category c on c.id = p.category_id
    join customer u on u.id = p.customer_id
    left join practice_model m on m.id = p.model_id
    left join contact k on k.id = p.contact_id
    left join operator o on o.id = p.assignee_id
    where p.id = any (p_practices);
end
$$;
comment on function turno.practice_rows(bigint[], text) is 'Practices as rows of a list, in one query (R37).';
revoke execute on function turno.practice_rows(bigint[], text) from public;
grant execute on function turno.practice_rows(bigint[], text) to turno_web;
