-- Purpose: who is signed in, for the frame of every page; notes that he is here (idle time), once a minute.
-- Returns: {kind: operator|contact, is_operator, is_admin, has_triage, waiting: how many mails wait for a decision of his, name, language, ticket,
--          office, timezone: of the office, desk: to contacts {address, phone, hours, office, logo}} or null when nobody is.
-- Calls:   viewer, mails_waiting, office_name, office_json, office_door, setting_text. Writes: session.seen_at.
create or replace function turno.session_look()
returns jsonb
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_session bigint;
    v_result jsonb;
begin
    select v.session_id, jsonb_build_object('kind', case when v.operator_id is null then 'contact' else 'operator' end,
        'is_operator', v.operator_id is not null, 'is_admin', v.is_admin, 'has_triage', v.has_triage,
        'waiting', case when v.has_triage then cardinality(mails_waiting()) end, 'name', coalesce(o.name, nullif(c.name, '')),
        'language', v.language, 'ticket', v.ticket_id, 'office', office_name(),
        'timezone', setting_text('office.timezone', 'Europe/Rome'),
        'desk', case when v.operator_id is null then office_json() - '{name,footer,timezone}'::text[] || office_door() end)
    into v_session, v_result
    from viewer() v
    left join operator o on o.id = v.operator_id
    left join contact c on c.id = v.contact_id;
    if v_session is not null then
        update session set seen_at = now() where id = v_session and seen_at < now() - interval '1 minute';
    end if;
    return v_result;
end
$$;
comment on function turno.session_look() is 'The person of the session, and the note that he was seen.';
alter function turno.session_look() owner to turno_act;
revoke execute on function turno.session_look() from public;
grant execute on function turno.session_look() to turno_web;
