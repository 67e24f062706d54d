-- Purpose: the page of blocked senders, for operators with the triage right (p: nothing).
-- Returns: {senders: as page_sender_blocked}; TU002 without the right.
-- Calls:   triage_right, page_sender_blocked. Writes: nothing.
create or replace function turno.page_mail_blocked(p jsonb)
returns jsonb
language plpgsql stable
set search_path = turno, pg_temp
as $$
begin
    perform triage_right();
    return jsonb_build_object('senders', page_sender_blocked('{}'));
end
$$;
comment on function turno.page_mail_blocked(jsonb) is 'The page of blocked senders.';
revoke execute on function turno.page_mail_blocked(jsonb) from public;
grant execute on function turno.page_mail_blocked(jsonb) to turno_web;
