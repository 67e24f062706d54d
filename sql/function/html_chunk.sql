-- Purpose: the p_seq-th piece (from 0) of the HTML that page_html named, still encoded, without its first p_skip bytes.
-- Returns: up to one chunk of bytes; null past the end, or when the viewer may not read it.
-- Calls:   original_blob, mail_html, blob_part. Writes: nothing.
create or replace function turno.html_chunk(p_mail bigint, p_skip bigint, p_seq integer)
returns bytea
language sql stable security definer
set search_path = turno, pg_temp
as $$
    select blob_part(b.id, (h ->> 'offset')::bigint + greatest(p_skip, 0), (h ->> 'length')::bigint - greatest(p_skip, 0), p_seq)
    from original_blob(p_mail) b(id) cross join lateral mail_html(p_mail) h
    where b.id is not null;
$$;
comment on function turno.html_chunk(bigint, bigint, integer) is 'Bytes of the HTML of a mail, piece by piece.';
alter function turno.html_chunk(bigint, bigint, integer) owner to turno_act;
revoke execute on function turno.html_chunk(bigint, bigint, integer) from public;
grant execute on function turno.html_chunk(bigint, bigint, integer) to turno_web;
