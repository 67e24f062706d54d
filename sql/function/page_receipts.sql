-- Purpose: the log of triage: receipts of certified mail that change nothing (p: before, limit), for who has the triage right (M28).
-- Returns: {receipts: as receipt_list}.
-- Calls:   viewer_required, receipt_list. Writes: nothing.
create or replace function turno.page_receipts(p jsonb)
returns jsonb
language plpgsql stable
set search_path = turno, pg_temp
as $$
begin
    perform viewer_required();
    return jsonb_build_object('receipts', receipt_list(p || '{"orphan": true}'));
end
$$;
comment on function turno.page_receipts(jsonb) is 'Receipts that are about no mail of ours (M28).';
revoke execute on function turno.page_receipts(jsonb) from public;
grant execute on function turno.page_receipts(jsonb) to turno_web;
