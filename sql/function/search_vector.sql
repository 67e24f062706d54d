-- Purpose: the words of one post, or of a ticket that has none: subject, reference and short code (weight A), people (B), text (D).
-- Returns: one row, or none when the post is gone.
-- Calls:   search_plain. Writes: nothing.
create or replace function turno.search_vector(p_ticket bigint, p_post bigint)
returns table (is_note boolean, words tsvector)
language plpgsql stable
as $$
#variable_conflict use_column
begin
    return query
    select coalesce(p.kind = 'note', false),
        setweight(to_tsvector('turno.turno_it', x.head) || to_tsvector('turno.turno_en', x.head)
            || to_tsvector('turno.turno_simple', x.head), 'A')
        || setweight(to_tsvector('turno.turno_simple', x.people), 'B')
        || to_tsvector('turno.turno_it', x.body) || to_tsvector('turno.turno_en', x.body)
        || to_tsvector('turno.turno_body', x.body)
    from turno.ticket t
    join turno.customer u on u.id = t.customer_id
    left join turno.contact k on k.id = t.contact_id
    left join turno.post p on p.id = p_post and p.ticket_id = t.id
    left join turno.contact a on a.id = p.contact_id and a.id is distinct from t.contact_id
    cross join lateral (select turno.search_plain(concat_ws(' ', t.subject, t.reference, t.short_code)) as head,
        turno.search_plain(concat_ws(' ', k.name, case when u.name is distinct from k.name then u.name end, a.name)) as people,
        turno.search_plain(coalesce(p.visible_text, '')) as body) x
    where t.id = p_ticket and (p_post is null or p.id is not null);
end
$$;
comment on function turno.search_vector(bigint, bigint) is 'Words by which a post is found (R26).';
revoke execute on function turno.search_vector(bigint, bigint) from public;
grant execute on function turno.search_vector(bigint, bigint) to turno_gateway;
