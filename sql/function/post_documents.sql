-- Purpose: the documents of a post that the viewer may download.
-- Returns: array of {id, name, type, size, sha256, inline}.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.post_documents(p_post bigint)
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    select coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'name', coalesce(nullif(a.name, ''), a.type), 'type', a.type,
        'size', a.size, 'sha256', encode(a.sha256, 'hex'), 'inline', a.is_inline) order by a.id), '[]')
    from attachment a where a.post_id = p_post;
$$;
comment on function turno.post_documents(bigint) is 'Documents of a post.';
revoke execute on function turno.post_documents(bigint) from public;
grant execute on function turno.post_documents(bigint) to turno_web;
