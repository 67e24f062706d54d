-- Purpose: begin a download (p: attachment, piece); a contact's is an event on the ticket (R23, R25). A piece of a
--          document is the rest of a download that was interrupted: an event only when there was none within the hour.
-- Returns: as page_attachment.
-- Calls:   viewer_required, page_attachment, throttle_take, event_add. Writes: event, throttle.
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
    v_is_first := v_viewer.contact_id is not null and throttle_take(
        format('download:%s:%s', v_viewer.contact_id, p ->> 'attachment'), 1, 1 / 3600.0);
    if v_viewer.contact_id is not null and (v_is_first or not coalesce((p ->> 'piece')::boolean, false)) then
        perform event_add(q.ticket_id, 'downloaded', 'contact', v_viewer.contact_id, 'web', q.id, null, null,
            v_result ->> 'name')
        from attachment a join post q on q.id = a.post_id where a.id = (p ->> 'attachment')::bigint;
    end if;
    return v_result;
end
$$;
comment on function turno.act_download(jsonb) is 'Begins a download and records a contact''s (R25).';
alter function turno.act_download(jsonb) owner to turno_act;
revoke execute on function turno.act_download(jsonb) from public;
grant execute on function turno.act_download(jsonb) to turno_web;
