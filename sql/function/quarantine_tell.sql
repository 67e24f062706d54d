-- Purpose: tell the operators with the triage right, and whom else notice_rule says, that mails were put aside (M3). One mail per hour and operator at
--          most, which names how many there are; tidy asks again, so what came within the hour is told at its end.
-- Returns: number of mails put in the outbox. Without such an operator nobody is told, and turno check says so.
-- Calls:   outbox_add, notice_admin. Writes: outbox, mail.told_at.
create or replace function turno.quarantine_tell()
returns integer
language plpgsql volatile
as $$
declare
    v_mail turno.mail;
    v_count integer;
begin
    -- deliver and tidy must not both see that nobody was told
    perform pg_advisory_xact_lock(hashtext('turno.quarantine'));
    select * into v_mail from turno.mail m where m.outcome = 'quarantine' and m.told_at is null order by m.id desc limit 1;
    if v_mail.id is null or exists (select from turno.outbox o
            where o.kind = 'quarantine' and o.created_at > now() - interval '1 hour') then
        return 0;
    end if;
    select count(turno.outbox_add(null, null, 'quarantine', null, o.id, a.address, o.language,
        jsonb_build_object('what', 'quarantine', 'mail', v_mail.id, 'reason', v_mail.reason,
            'template', nullif(r.template, 'quarantine')), v_mail.mailbox_id))
    into v_count
    from turno.operator o
    join turno.address a on a.operator_id = o.id and a.is_main and a.dead_at is null
    join turno.notice_rule r on r.event = 'quarantine' and r.audience = 'operators' and r.channel = 'mail' and r.is_on
    where o.is_active and o.has_triage and o.wants_mail
        and not exists (select from turno.notice_mute m where m.operator_id = o.id and m.event = 'quarantine');
    v_count := v_count + turno.notice_admin(null, 'quarantine', v_mail.reason, v_mail.mailbox_id);
    if v_count > 0 then
        update turno.mail set told_at = now() where outcome = 'quarantine' and told_at is null;
    end if;
    return v_count;
end
$$;
comment on function turno.quarantine_tell is 'Tells operators with the triage right of mails that were put aside (M3).';
revoke execute on function turno.quarantine_tell from public;
grant execute on function turno.quarantine_tell to turno_gateway;
