-- Purpose: an upload without a post was changed by the desk itself, for instance given to a practice: turno verify knows (R23).
-- Returns: nothing.
-- Calls:   upload_mark, tally_add. Writes: tally.
create or replace function turno.upload_changed(p_before turno.attachment, p_after turno.attachment)
returns void
language sql volatile
set search_path = turno, pg_temp
as $$
    select tally_add('upload', 0, upload_mark(p_before) # upload_mark(p_after));
$$;
comment on function turno.upload_changed(turno.attachment, turno.attachment) is 'Notes that an upload without a post was changed (R23).';
revoke execute on function turno.upload_changed(turno.attachment, turno.attachment) from public;
grant execute on function turno.upload_changed(turno.attachment, turno.attachment) to turno_gateway;
