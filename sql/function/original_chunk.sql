-- Purpose: the p_seq-th piece (from 0) of a mail that page_original named, without its first p_skip bytes.
-- Returns: up to one chunk of bytes; null past the end, or when the viewer may not read it.
-- Calls:   original_blob, blob_part. Writes: nothing.
create or replace function turno.original_chunk(p_mail bigint, p_skip bigint, p_seq integer)
returns bytea
language sql stable security definer
set search_path = turno, pg_temp
as $$
    select blob_part(original_blob(p_mail), greatest(p_skip, 0), (1::bigint << 60), p_seq);
$$;
comment on function turno.original_chunk(bigint, bigint, integer) is 'Bytes of a mail as it came, piece by piece.';
alter function turno.original_chunk(bigint, bigint, integer) owner to turno_act;
revoke execute on function turno.original_chunk(bigint, bigint, integer) from public;
grant execute on function turno.original_chunk(bigint, bigint, integer) to turno_web;
