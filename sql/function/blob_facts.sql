-- Purpose: size and name of stored bytes, for a list of files.
-- Returns: {size, sha256}; no row when there is no such blob.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.blob_facts(p_blob bigint)
returns setof jsonb
language sql stable security definer
set search_path = turno, pg_temp
as $$
    select jsonb_build_object('size', b.size, 'sha256', encode(b.sha256, 'hex')) from blob b where b.id = p_blob;
$$;
comment on function turno.blob_facts(bigint) is 'Size and SHA-256 of a blob.';
alter function turno.blob_facts(bigint) owner to turno_gateway;
revoke execute on function turno.blob_facts(bigint) from public;
grant execute on function turno.blob_facts(bigint) to turno_act;
