-- Purpose: a post as a mail shows it: folded text, the signature of the operator who wrote it (R4), names and sizes of documents, never bytes (R35).
-- Returns: {author, signature, text, at, documents: [{name, size, sha256}]}.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.envelope_post(p_post bigint)
returns jsonb
language plpgsql stable
as $$
begin
    return (select jsonb_build_object('author', coalesce(c.name, o.name, ''), 'signature', coalesce(o.signature, ''), 'text', p.visible_text, 'at', p.at,
            'documents', coalesce((select jsonb_agg(jsonb_build_object('name', coalesce(nullif(a.name, ''), a.type),
                    'size', a.size, 'sha256', encode(a.sha256, 'hex')) order by a.id)
                from turno.attachment a where a.post_id = p.id and not a.is_inline), '[]'))
        from turno.post p
        left join turno.contact c on c.id = p.contact_id
        left join turno.operator o on o.id = p.operator_id
        where p.id = p_post);
end
$$;
comment on function turno.envelope_post is 'A post as a mail shows it (R35).';
revoke execute on function turno.envelope_post from public;
grant execute on function turno.envelope_post to turno_gateway;
