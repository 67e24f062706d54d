-- Purpose: the one form of list, show, add and set.
-- Returns: an object.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.model_json(p_model bigint)
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    select jsonb_build_object('id', m.id, 'name', m.name, 'instructions', m.instructions, 'due_days', m.due_days,
        'is_active', m.is_active, 'checks', m.checks, 'documents', m.documents,
        'categories', (select coalesce(jsonb_agg(c.path order by c.path), '[]')
            from practice_model_category x join category c on c.id = x.category_id where x.model_id = m.id),
        'fields', (select coalesce(jsonb_agg(jsonb_build_object('name', f.name, 'label_it', f.label_it, 'label_en', f.label_en,
                'type', f.type, 'is_required', f.is_required, 'choices', f.choices) order by f.n), '[]')
            from practice_model_field f where f.model_id = m.id),
        'practices', (select count(*) from practice p where p.model_id = m.id))
    from practice_model m where m.id = p_model;
$$;
comment on function turno.model_json(bigint) is 'A model of practices as the command line shows it.';
revoke execute on function turno.model_json(bigint) from public;
grant execute on function turno.model_json(bigint) to turno_act;
