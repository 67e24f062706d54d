-- Purpose: knowledge notes that the operator who looks sees (R17; p: text, words in Italian or English; category, with what lies below
--          it; knowledge, one alone; before, the id after which to go on).
-- Returns: {notes: [{id, category, category_id, level, title, text, author, ticket, is_mine, created_at, updated_at}], next}: newest
--          first, 50 at a time; ticket only where he sees it. None for a contact.
-- Calls:   viewer_required, knowledge_plain. Writes: nothing.
create or replace function turno.page_knowledge_list(p jsonb)
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    with sought as (
        select knowledge_plain(left(p ->> 'text', 500)) as text, v.operator_id as me from viewer_required() v
    ), seen as (
        select k.*, c.path from sought s, knowledge k join category c on c.id = k.category_id
        where (nullif(p ->> 'knowledge', '') is null or k.id = (p ->> 'knowledge')::bigint)
            and (nullif(p ->> 'before', '') is null or k.id < (p ->> 'before')::bigint)
            and (nullif(p ->> 'category', '') is null or exists (select from category above where above.id = (p ->> 'category')::bigint
                and (c.id = above.id or starts_with(c.path, above.path || ' › '))))
            and (btrim(coalesce(s.text, '')) = '' or k.words @@ plainto_tsquery('pg_catalog.italian', s.text)
                or k.words @@ plainto_tsquery('pg_catalog.english', s.text) or k.words @@ plainto_tsquery('pg_catalog.simple', s.text))
        order by k.id desc limit 51
    ), shown as (select * from seen order by id desc limit 50)
    select jsonb_build_object('notes', coalesce(jsonb_agg(jsonb_build_object('id', k.id, 'category', k.path, 'category_id', k.category_id,
            'level', k.level, 'title', k.title, 'text', k.text, 'author', o.name, 'ticket', t.id,
            'is_mine', k.operator_id = s.me, 'created_at', k.created_at, 'updated_at', k.updated_at) order by k.id desc), '[]'),
        'next', case when (select count(*) from seen) > 50 then min(k.id) end)
    from sought s, shown k
    left join operator o on o.id = k.operator_id
    left join ticket t on t.id = k.ticket_id
    where s.me is not null;
$$;
comment on function turno.page_knowledge_list is 'Knowledge notes within what the operator sees (R17).';
revoke execute on function turno.page_knowledge_list from public;
grant execute on function turno.page_knowledge_list to turno_web;
