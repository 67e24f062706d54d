-- Purpose: begin a download (p: attachment, piece) and record who and when (R25); a contact's of a ticket is also an event
--          there (R23). A piece of a document is the rest of a download that was interrupted: recorded only when there was
--          none within the hour.
-- Returns: as page_attachment.
-- Calls:   viewer_required, page_attachment, throttle_take, event_add, download_add. Writes: event, throttle,
--          attachment_download.
create or replace function turno.act_download(p jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_viewer record;
    v_result jsonb;
    v_is_first boolean;
begin
    select * into v_viewer from viewer_required();
    v_result := page_attachment(p);
    v_is_first := throttle_take(format('download:%s:%s', coalesce(v_viewer.contact_id::text, 'o' || v_viewer.operator_id),
        p ->> 'attachment'), 1, 1 / 3600.0);
    if not v_is_first and coalesce((p ->> 'piece')::boolean, false) then
        return v_result;
    end if;
    perform download_add((p ->> 'attachment')::bigint, v_viewer.operator_id, v_viewer.contact_id);
    perform event_add(q.ticket_id, 'downloaded', 'contact', v_viewer.contact_id, 'web', q.id, null, null, v_result ->> 'name')
    from attachment a join post q on q.id = a.post_id
    where a.id = (p ->> 'attachment')::bigint and v_viewer.contact_id is not null;
    return v_result;
end
$$;
comment on function turno.act_download(jsonb) is 'Begins a download and records who and when (R25).';
alter function turno.act_download(jsonb) owner to turno_act;
revoke execute on function turno.act_download(jsonb) from public;
grant execute on function turno.act_download(jsonb) to turno_web;
