-- Purpose: a practice as a row of a list.
-- Returns: an object; null when the viewer may not see it.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.practice_row(p_practice bigint, p_language text)
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    select jsonb_build_object('number', p.id, 'reference', p.reference, 'subject', p.subject,
        'state', case when p_language = 'en' then s.name_en else s.name_it end, 'state_id', s.id, 'colour', s.colour,
        'is_closed', p.is_closed, 'category', c.path, 'level', p.level, 'model', m.name, 'customer', u.name,
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
    where p.id = p_practice;
$$;
comment on function turno.practice_row(bigint, text) is 'A practice as a row of a list (R37).';
revoke execute on function turno.practice_row(bigint, text) from public;
grant execute on function turno.practice_row(bigint, text) to turno_web;
