-- Purpose: tell an operator, at his registered address, that a mail in his name was not carried out (M20),
--          within the budget of automatic mail (M13); on a ticket with an event. With p_role (r: reply, n: note) a link in that mail lets
--          him confirm it.
-- Returns: nothing. Automatic mail is parked without telling anybody.
-- Calls:   event_add, throttle_take, operator_sees, outbox_add. Writes: event, outbox, throttle, confirmation.
create or replace function turno.operator_park(p_mail bigint, p_ticket bigint, p_operator bigint, p_reason text,
    p_evidence jsonb, p_role text default null)
returns void
language plpgsql volatile
as $$
begin
    -- Of a mail that is decided again the old link confirms nothing.
    delete from turno.confirmation c where c.mail_id = p_mail;
    if p_ticket is not null then
        perform turno.event_add(p_ticket, 'parked', 'operator', p_operator, 'mail', null, null, p_mail::text, p_reason);
    end if;
    if p_evidence ->> 'automatic' in ('no', 'list')
        and turno.throttle_take('automatic:operator:' || p_operator, 20, 20.0 / 3600) then
        insert into turno.confirmation (mail_id, operator_id, role) select p_mail, p_operator, p_role where p_role is not null;
        perform turno.outbox_add(case when turno.operator_sees(p_operator, p_ticket) then p_ticket end, null, 'parked',
            null, o.id, a.address, o.language, jsonb_build_object('what', 'parked', 'mail', p_mail, 'reason', p_reason,
                'subject', left(p_evidence ->> 'subject', 200),
                'text', left(p_evidence ->> 'reply_visible_text', 4000)), m.mailbox_id)
        from turno.operator o
        join turno.address a on a.operator_id = o.id and a.is_main and a.dead_at is null
        join turno.mail m on m.id = p_mail
        where o.id = p_operator;
    end if;
end
$$;
comment on function turno.operator_park is 'Parks a mail in an operator''s name and tells him (M20).';
revoke execute on function turno.operator_park from public;
grant execute on function turno.operator_park to turno_gateway;
