-- Purpose: remove those of p_blobs that nothing refers to. The rows are held before it is looked: who stores the same bytes
--          meanwhile waits and stores them anew.
-- Returns: {blobs, bytes} that went.
-- Calls:   blob_mark, tally_add. Writes: blob, blob_chunk, tally.
create or replace function turno.blob_drop(p_blobs bigint[])
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_blobs bigint[];
    v_count bigint;
    v_bytes bigint;
    v_mark bigint;
begin
    perform from blob b where b.id = any (p_blobs) order by b.id for update;
    v_blobs := array(select b.id from blob b
        where b.id = any (p_blobs)
        and not exists (select from mail m where m.blob_id = b.id)
        and not exists (select from attachment a where a.blob_id = b.id));
    delete from blob_chunk where blob_id = any (v_blobs);
    with gone as (
        delete from blob b where b.id = any (v_blobs) returning b
    )
    select count(*), coalesce(sum((g.b).size), 0), bit_xor(blob_mark(g.b)) into v_count, v_bytes, v_mark from gone g;
    if v_count > 0 then
        perform tally_add('blob', -v_count, v_mark);
    end if;
    return jsonb_build_object('blobs', v_count, 'bytes', v_bytes);
end
$$;
comment on function turno.blob_drop(bigint[]) is 'Removes blobs that nothing refers to.';
revoke execute on function turno.blob_drop(bigint[]) from public;
grant execute on function turno.blob_drop(bigint[]) to turno_gateway;
