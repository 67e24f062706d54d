-- Purpose: export_chunk for the web: of what its viewer may see.
-- Returns: as export_chunk.
-- Calls:   export_chunk. Writes: nothing.
create or replace function turno.export_chunk_seen(p_source text, p_id bigint, p_seq integer)
returns bytea
language sql stable security definer
set search_path = turno, pg_temp
as $$
    select export_chunk(p_source, p_id, p_seq);
$$;
comment on function turno.export_chunk_seen(text, bigint, integer) is 'Bytes of a file of an export that the viewer may see (R9, R24, R27).';
alter function turno.export_chunk_seen(text, bigint, integer) owner to turno_act;
revoke execute on function turno.export_chunk_seen(text, bigint, integer) from public;
grant execute on function turno.export_chunk_seen(text, bigint, integer) to turno_web;
