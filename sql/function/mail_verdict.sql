-- Purpose: the verdict of a decided mail, as deliver gives it and the log shows it.
-- Returns: {mail, mailbox, uid, outcome, reason, ticket, post, turn, category, notify}; notify says that
--          this transaction put mail in the outbox.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.mail_verdict(p_mail bigint)
returns jsonb
language plpgsql stable
as $$
begin
    return (select jsonb_build_object('mail', m.id, 'mailbox', b.name, 'uid', m.uid, 'outcome', m.outcome,
            'reason', m.reason, 'ticket', m.ticket_id, 'post', p.id, 'turn', t.turn, 'category', c.path,
            'notify', exists (select from turno.outbox o where o.ticket_id = m.ticket_id and o.created_at = now()))
        from turno.mail m
        join turno.mailbox b on b.id = m.mailbox_id
        left join turno.post p on p.mail_id = m.id
        left join turno.ticket t on t.id = m.ticket_id
        left join turno.category c on c.id = t.category_id
        where m.id = p_mail);
end
$$;
comment on function turno.mail_verdict is 'The verdict of a decided mail as JSON.';
revoke execute on function turno.mail_verdict from public;
grant execute on function turno.mail_verdict to turno_gateway;
