-- Purpose: the p_seq-th piece (from 0) of the bytes p_offset … p_offset + p_length of a blob. Nothing outside
--          that range comes out: beside a document lies a mail that the reader may not see.
-- Returns: up to one chunk of bytes; null past the end.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.blob_part(p_blob bigint, p_offset bigint, p_length bigint, p_seq integer)
returns bytea
language sql stable security definer
set search_path = turno, pg_temp
as $$
    with chunk as (
        select c.seq, octet_length(c.bytes) as size,
            sum(octet_length(c.bytes)) over (order by c.seq) - octet_length(c.bytes) as start
        from blob_chunk c where c.blob_id = p_blob
    ), part as (
        select c.seq, greatest(p_offset - c.start, 0)::integer as skip,
            least(c.start + c.size, p_offset + p_length)::bigint - greatest(c.start, p_offset) as take
        from chunk c
        where c.start < p_offset + p_length and c.start + c.size > p_offset
        order by c.seq offset p_seq limit 1
    )
    select substring(c.bytes from x.skip + 1 for x.take::integer)
    from part x join blob_chunk c on c.blob_id = p_blob and c.seq = x.seq;
$$;
comment on function turno.blob_part(bigint, bigint, bigint, integer) is 'A piece of a range of a blob.';
alter function turno.blob_part(bigint, bigint, bigint, integer) owner to turno_gateway;
revoke execute on function turno.blob_part(bigint, bigint, bigint, integer) from public;
grant execute on function turno.blob_part(bigint, bigint, bigint, integer) to turno_act;
