-- Purpose: mails of the ledger, newest first. p: {outcome ("waiting": not decided yet), mailbox, ticket, before
--          (id), limit (default 100, at most 1000)}, all optional.
-- Returns: array of objects as mail_json.
-- Calls:   mail_json. Writes: nothing.
create or replace function turno.mail_list(p jsonb default '{}')
returns jsonb
language sql stable
as $$
    select coalesce(jsonb_agg(turno.mail_json(x.id) order by x.id desc), '[]')
    from (select m.id from turno.mail m
        where (p ->> 'outcome' is null or coalesce(m.outcome, 'waiting') = p ->> 'outcome')
        and (p ->> 'mailbox' is null or m.mailbox_id = (select b.id from turno.mailbox b where b.name = p ->> 'mailbox'))
        and (p ->> 'ticket' is null or m.ticket_id = (p ->> 'ticket')::bigint)
        and (p ->> 'before' is null or m.id < (p ->> 'before')::bigint)
        order by m.id desc limit least(1000, coalesce((p ->> 'limit')::integer, 100))) x;
$$;
comment on function turno.mail_list is 'Mails of the ledger as JSON, newest first.';
revoke execute on function turno.mail_list from public;
grant execute on function turno.mail_list to turno_gateway;
