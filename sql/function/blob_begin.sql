-- Purpose: begin a blob whose bytes arrive piece by piece. Until blob_end it is named by blob_handle(p_handle).
-- Returns: its id.
-- Calls:   blob_handle. Writes: blob.
create or replace function turno.blob_begin(p_handle text)
returns bigint
language sql volatile security definer
set search_path = turno, pg_temp
as $$
    insert into blob (sha256, size) values (blob_handle(p_handle), 0) returning id;
$$;
comment on function turno.blob_begin(text) is 'Begins a blob that arrives in pieces.';
alter function turno.blob_begin(text) owner to turno_gateway;
revoke execute on function turno.blob_begin(text) from public;
grant execute on function turno.blob_begin(text) to turno_act;
