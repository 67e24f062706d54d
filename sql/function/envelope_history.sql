-- Purpose: the public posts before this one, for an operator's notification.
-- Returns: array of {author, at, text}, newest first, at most five; never a note.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.envelope_history(p_ticket bigint, p_post bigint)
returns jsonb
language plpgsql stable
as $$
begin
    return (select coalesce(jsonb_agg(jsonb_build_object('author', coalesce(x.contact, x.operator, ''), 'at', x.at,
            'text', left(x.visible_text, 4000)) order by x.id desc), '[]')
        from (select p.id, p.at, p.visible_text, c.name as contact, o.name as operator
            from turno.post p
            left join turno.contact c on c.id = p.contact_id
            left join turno.operator o on o.id = p.operator_id
            where p.ticket_id = p_ticket and p.kind = 'message' and (p_post is null or p.id < p_post)
            order by p.id desc limit 5) x);
end
$$;
comment on function turno.envelope_history is 'Public posts before one, newest first.';
revoke execute on function turno.envelope_history from public;
grant execute on function turno.envelope_history to turno_gateway;
