-- Purpose: remove uploads that no post will have.
-- Returns: how many of p_uploads there were, of no post and no practice.
-- Calls:   upload_mark, tally_add. Writes: attachment, tally.
create or replace function turno.upload_drop(p_uploads bigint[])
returns bigint
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_count bigint;
    v_mark bigint;
begin
    with gone as (
        delete from attachment a where a.id = any (p_uploads) and a.post_id is null and a.practice_id is null returning a
    )
    select count(*), bit_xor(upload_mark(g.a)) into v_count, v_mark from gone g;
    if v_count > 0 then
        perform tally_add('upload', -v_count, v_mark);
    end if;
    return v_count;
end
$$;
comment on function turno.upload_drop(bigint[]) is 'Removes waiting uploads.';
revoke execute on function turno.upload_drop(bigint[]) from public;
grant execute on function turno.upload_drop(bigint[]) to turno_gateway;
