-- Purpose: uploads go to a draft (R32), or with p_draft null leave theirs and wait for a form again. No session has them any longer.
-- Returns: nothing.
-- Calls:   upload_mark, tally_add. Writes: attachment, tally.
create or replace function turno.upload_keep(p_uploads bigint[], p_draft bigint)
returns void
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_before bigint;
    v_after bigint;
begin
    perform from attachment a where a.id = any (p_uploads) order by a.id for update;
    select bit_xor(upload_mark(a)) into v_before from attachment a
    where a.id = any (p_uploads) and a.post_id is null and a.practice_id is null;
    with kept as (
        update attachment a set draft_id = p_draft, uploaded_session_id = null
        where a.id = any (p_uploads) and a.post_id is null and a.practice_id is null returning a
    )
    select bit_xor(upload_mark(k.a)) into v_after from kept k;
    if v_before is not null then
        perform tally_add('upload', 0, v_before # v_after);
    end if;
end
$$;
comment on function turno.upload_keep(bigint[], bigint) is 'Gives uploads to a draft, or takes them out of it (R32).';
revoke execute on function turno.upload_keep(bigint[], bigint) from public;
grant execute on function turno.upload_keep(bigint[], bigint) to turno_gateway;
