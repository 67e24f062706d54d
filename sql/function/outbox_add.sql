-- Purpose: a mail to be sent (M31). Its Message-ID is signed and fixed now, so that every try is the same
--          message (M32). One mail per post, kind and recipient.
-- Returns: id of the row; null when that mail is there already or no mailbox can send it.
-- Calls:   token_make, outbox_queue. Writes: outbox, outbox_job; notifies turno_outbox.
create or replace function turno.outbox_add(p_ticket bigint, p_post bigint, p_kind text, p_contact bigint,
    p_operator bigint, p_recipient text, p_language text, p_detail jsonb default '{}', p_mailbox bigint default null)
returns bigint
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_outbox bigint;
begin
    insert into turno.outbox (id, ticket_id, post_id, kind, mailbox_id, contact_id, operator_id, recipient, language,
        detail, message_id)
    overriding system value
    select x.id, p_ticket, p_post, p_kind, b.id, p_contact, p_operator, p_recipient, p_language,
        jsonb_strip_nulls(p_detail), 'm.' || coalesce(p_ticket, 0) || '.' || x.id || '.'
            || turno.token_make('message', 'm', coalesce(p_ticket, 0), x.id) || substring(b.address from '@[^@]*$')
    from (select nextval('turno.outbox_id_seq') as id) x
    cross join lateral (select b.id, b.address from turno.mailbox b
        where b.id = coalesce(p_mailbox, (select t.mailbox_id from turno.ticket t where t.id = p_ticket))
            or b.is_active
        order by b.id = coalesce(p_mailbox, (select t.mailbox_id from turno.ticket t where t.id = p_ticket)) desc nulls last,
            b.id
        limit 1) b
    on conflict do nothing
    returning id into v_outbox;
    if v_outbox is not null then
        perform turno.outbox_queue(v_outbox);
    end if;
    return v_outbox;
end
$$;
comment on function turno.outbox_add is 'Puts a mail in the outbox (M31, M32).';
alter function turno.outbox_add owner to turno_gateway;
revoke execute on function turno.outbox_add from public;
grant usage on sequence turno.outbox_id_seq to turno_gateway;
grant execute on function turno.outbox_add to turno_act;
