-- Purpose: mails to be sent, one to each of the people in the arrays, in one statement (M31): an event that 200 operators are
--          told of must not cost 200 look-ups. Each Message-ID is signed and fixed now, so that every try is the same
--          message (M32). One mail per post, kind and recipient. Certified mail is for contacts, on tickets that write so: an operator's
--          answer to one could not come back. It is used for others where there is no other mailbox (M29).
-- Returns: ids of the rows; {} when those mails are there already or no mailbox can send them.
-- Calls:   token_make, outbox_rank. Writes: outbox, outbox_job; notifies turno_outbox.
create or replace function turno.outbox_put(p_ticket bigint, p_post bigint, p_kind text, p_contacts bigint[],
    p_operators bigint[], p_recipients text[], p_languages text[], p_details jsonb[], p_mailbox bigint default null)
returns bigint[]
language plpgsql volatile
as $$
declare
    v_wanted bigint := coalesce(p_mailbox, (select t.mailbox_id from turno.ticket t where t.id = p_ticket));
    v_ids bigint[];
begin
    with box as (
        select b.id, b.account, substring(b.address from '@[^@]*$') as domain from turno.mailbox b
        where b.id = v_wanted or b.is_active
        order by b.kind = 'pec' and (v_wanted is null or coalesce(cardinality(array_remove(p_operators, null)), 0) > 0),
            b.id = v_wanted desc nulls last, b.id limit 1
    ), person as materialized (
        select nextval('turno.outbox_id_seq') as id, u.*
        from unnest(p_contacts, p_operators, p_recipients, p_languages, p_details)
            u(contact_id, operator_id, recipient, language, detail)
    ), mail as (
        insert into turno.outbox (id, ticket_id, post_id, kind, mailbox_id, contact_id, operator_id, recipient, language,
            detail, message_id)
        overriding system value
        select x.id, p_ticket, p_post, p_kind, box.id, x.contact_id, x.operator_id, x.recipient, x.language,
            jsonb_strip_nulls(coalesce(x.detail, '{}')),
            format('m.%s.%s.%s', coalesce(p_ticket, 0), x.id, turno.token_make('message', 'm', coalesce(p_ticket, 0), x.id))
                || box.domain
        from person x cross join box
        on conflict do nothing
        returning outbox.id
    ), job as (
        insert into turno.outbox_job (outbox_id, account, rank)
        select m.id, box.account, turno.outbox_rank(p_kind) from mail m cross join box
        returning outbox_id
    )
    select coalesce(array_agg(j.outbox_id order by j.outbox_id), '{}') into v_ids from job j;
    if v_ids <> '{}' then
        perform pg_notify('turno_outbox', '');
    end if;
    return v_ids;
end
$$;
comment on function turno.outbox_put is 'Puts mails in the outbox, one to each of many (M31, M32).';
revoke execute on function turno.outbox_put from public;
grant execute on function turno.outbox_put to turno_gateway;
