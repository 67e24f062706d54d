-- Purpose: finish a blob begun with p_handle: it gets its true name, or gives way to one with the same bytes.
-- Returns: {id, size, sha256}; the digest is taken here, of what was stored.
-- Calls:   blob_handle, blob_mark, tally_add. Writes: blob, blob_chunk, tally.
create or replace function turno.blob_end(p_handle text)
returns jsonb
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_new blob;
    v_same bigint;
    v_digest bytea;
begin
    select * into v_new from blob b where b.sha256 = blob_handle(p_handle);
    if not found then
        raise exception using errcode = 'TU002', message = 'No such upload is under way.';
    end if;
    select sha256(coalesce(string_agg(c.bytes, ''::bytea order by c.seq), ''::bytea)) into v_digest
    from blob_chunk c where c.blob_id = v_new.id;
    select b.id into v_same from blob b where b.sha256 = v_digest for key share;
    if found then
        delete from blob_chunk where blob_id = v_new.id;
        delete from blob where id = v_new.id;
    else
        update blob b set sha256 = v_digest where b.id = v_new.id returning b.* into v_new;
        perform tally_add('blob', 1, blob_mark(v_new));
    end if;
    return jsonb_build_object('id', coalesce(v_same, v_new.id), 'size', v_new.size, 'sha256', encode(v_digest, 'hex'));
end
$$;
comment on function turno.blob_end(text) is 'Names a finished blob by its digest, or finds the one that is the same.';
alter function turno.blob_end(text) owner to turno_gateway;
revoke execute on function turno.blob_end(text) from public;
grant execute on function turno.blob_end(text) to turno_act;
