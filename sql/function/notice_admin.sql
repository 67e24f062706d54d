-- Purpose: an alert to the address in notice.admin_address, where notice_rule says so (R34). It names the ticket and what
--          happened, never words of the ticket: an address has no sight of any (R4, R9).
-- Returns: number of mails put in the outbox, 0 or 1. An address that is none must not keep a ticket from being changed: turno
--          check tells of it.
-- Calls:   setting_text, outbox_put. Writes: outbox.
create or replace function turno.notice_admin(p_ticket bigint, p_event text, p_reason text default null, p_mailbox bigint default null)
returns integer
language plpgsql volatile
as $$
declare
    v_template text;
    v_address text;
begin
    select r.template into v_template from turno.notice_rule r
    where r.event = p_event and r.audience = 'admin' and r.channel = 'mail' and r.is_on;
    if not found then
        return 0;
    end if;
    v_address := turno.setting_text('notice.admin_address', '');
    return case when v_address !~ '^[^[:cntrl:][:space:]<>]+@[^[:cntrl:][:space:]<>@]+$' then 0 else cardinality(turno.outbox_put(p_ticket, null, 'alert', null, null,
        array[v_address], array[turno.setting_text('office.language', 'it')],
        array[jsonb_build_object('what', p_event, 'reason', p_reason, 'template', nullif(v_template, 'alert'))], p_mailbox)) end;
end
$$;
comment on function turno.notice_admin is 'Alerts the address of whoever administers (R34).';
revoke execute on function turno.notice_admin from public;
grant execute on function turno.notice_admin to turno_gateway;
