-- Purpose: turno knowledge list. p is not looked at.
-- Returns: array of {id, category, level, title, text, author, ticket, updated_at}, newest first, 500 at most.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.knowledge_list(p jsonb)
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    select coalesce(jsonb_agg(x.note order by x.id desc), '[]')
    from (select k.id, jsonb_build_object('id', k.id, 'category', c.path, 'level', k.level, 'title', k.title, 'text', k.text,
            'author', o.login, 'ticket', k.ticket_id, 'updated_at', k.updated_at) as note
        from knowledge k
        join category c on c.id = k.category_id
        join operator o on o.id = k.operator_id
        order by k.id desc limit 500) x;
$$;
comment on function turno.knowledge_list(jsonb) is 'Knowledge notes, as the command line lists them (R17).';
revoke execute on function turno.knowledge_list(jsonb) from public;
