-- Purpose: the one form of a practice for operators, the command line and scripts.
-- Returns: the practice as described in turno(1); null when the reader may not see it. The number of a ticket and the name of a
--          file of one stand in its history only for who may see those (R9).
-- Calls:   practice_rows, practice_documents, tax_code_check, levels_enabled. Writes: nothing.
create or replace function turno.practice_json(p_practice bigint, p_language text)
returns jsonb
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    -- Arrays that are put together beforehand: under policies an index serves a bare parameter only.
    v_named bigint[] := array(select h.new::bigint from practice_event h
        where h.practice_id = p_practice and h.type in ('opened', 'linked') and h.new ~ '^[0-9]{1,18}$');
    v_seen text[] := array(select t.id::text from ticket t where t.id = any (v_named));
begin
    return (select (r.practice - 'checks') || jsonb_build_object('description', p.description,
        'created_by', (select o.name from operator o where o.id = p.created_by),
        'tickets', (select coalesce(jsonb_agg(jsonb_build_object('number', t.id, 'reference', t.reference, 'subject', t.subject,
                'turn', t.turn) order by t.id), '[]')
            from practice_ticket x join ticket t on t.id = x.ticket_id where x.practice_id = p.id),
        'fields', (select coalesce(jsonb_agg(jsonb_build_object('name', f.name, 'type', f.type, 'is_required', f.is_required,
                'label', case when p_language = 'en' then f.label_en else f.label_it end, 'choices', f.choices, 'value', f.value,
                'warning', case when f.type = 'tax code' then (select c.warning from tax_code_check(f.value) c) end)
                order by f.n), '[]')
            from practice_field f where f.practice_id = p.id),
        'checks', (select coalesce(jsonb_agg(jsonb_build_object('n', c.n, 'text', c.text, 'is_done', c.done_at is not null,
                'done_at', c.done_at, 'done_by', o.name) order by c.n), '[]')
            from practice_check c left join operator o on o.id = c.done_by where c.practice_id = p.id),
        'documents', practice_documents(p.id),
        'events', (select coalesce(jsonb_agg(jsonb_build_object('at', e.at, 'type', e.type, 'actor', e.name, 'channel', e.channel,
                'old', case when e.is_told then e.old end, 'new', case when e.is_told then e.new end, 'note', e.note) order by e.id), '[]')
            from (select h.*, o.name, case when h.attachment_id is not null then exists (select from attachment a where a.id = h.attachment_id)
                    when h.type in ('opened', 'linked') then h.new = any (v_seen)
                    else true end as is_told
                from practice_event h left join operator o on o.id = h.operator_id
                where h.practice_id = p.id and (h.type <> 'level' or (select levels_enabled())) order by h.id desc limit 500) e))
    from practice p join practice_rows(array[p_practice], p_language) r on r.id = p.id where p.id = p_practice);
end
$$;
comment on function turno.practice_json(bigint, text) is 'A practice with all that belongs to it, as the reader may see it (R37).';
revoke execute on function turno.practice_json(bigint, text) from public;
grant execute on function turno.practice_json(bigint, text) to turno_web;
