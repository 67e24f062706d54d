-- Purpose: find the ticket (M16): (1) signed reply address, (2) our Message-ID, (4) signed subject token. Only
--          what the MAC proves counts; a bare number or the body never threads. What fits the sender goes
--          first (M17): a contact's token for a contact who takes part (or one merged into him), an operator's own reply or note
--          address for that operator. A right token with another sender still names the ticket (M18). The tokens of a ticket
--          that was merged name the one that it went into (R41), those of a deleted one nothing (R27).
-- Returns: {step, ticket, way, role, recipient, fits}; ticket null when nothing is proven.
-- Calls:   token_check, ticket_target, ticket_contacts. Writes: nothing.
create or replace function turno.deliver_thread(p_evidence jsonb, p_sender jsonb)
returns jsonb
language plpgsql stable
as $$
begin
    return (with candidate as (
            select 1 as rank, 'address' as way, n, t ->> 'role' as role, (t ->> 'ticket')::bigint as ticket,
                (t ->> 'recipient')::bigint as recipient
            from jsonb_array_elements(coalesce(p_evidence #> '{tokens,address}', '[]')) with ordinality x(t, n)
            where n <= 20 and t ->> 'role' in ('c', 'r', 'n')
            and turno.token_check('address', t ->> 'role', (t ->> 'ticket')::bigint, (t ->> 'recipient')::bigint,
                (t ->> 'key')::bigint, t ->> 'mac')
            union all
            select 2, 'message', n, case when o.contact_id is not null then 'c' else 'o' end, (t ->> 'ticket')::bigint,
                coalesce(o.contact_id, o.operator_id)
            from jsonb_array_elements(coalesce(p_evidence #> '{tokens,message}', '[]')) with ordinality x(t, n)
            join turno.outbox o on o.id = (t ->> 'outbox')::bigint
            where n <= 20
            and turno.token_check('message', 'm', (t ->> 'ticket')::bigint, (t ->> 'outbox')::bigint,
                (t ->> 'key')::bigint, t ->> 'mac')
            union all
            select 4, 'subject', n, 'c', (t ->> 'ticket')::bigint, (p_sender ->> 'contact')::bigint
            from jsonb_array_elements(coalesce(p_evidence #> '{tokens,subject}', '[]')) with ordinality x(t, n)
            where n <= 20 and p_sender ->> 'kind' = 'contact'
            and exists (select from turno.contact k
                where (k.id = (p_sender ->> 'contact')::bigint or k.merged_into = (p_sender ->> 'contact')::bigint)
                and turno.token_check('subject', 'c', (t ->> 'ticket')::bigint, k.id, (t ->> 'key')::bigint, t ->> 'mac'))
        ), judged as (
            select c.rank, c.way, c.n, c.role, c.recipient, t.id as ticket, case p_sender ->> 'kind'
                when 'contact' then c.role in ('c', 'o')
                    and (p_sender ->> 'contact')::bigint in (select x.id from turno.ticket_contacts(t.id) x(id))
                when 'operator' then c.role in ('r', 'n') and c.recipient = (p_sender ->> 'operator')::bigint
                else false end as fits
            from candidate c
            join turno.ticket t on t.id = turno.ticket_target(c.ticket) and t.deleted_at is null
            where c.way <> 'subject' or (p_sender ->> 'contact')::bigint in (select x.id from turno.ticket_contacts(t.id) x(id))
        ), best as (
            select * from judged order by fits desc, rank, n limit 1
        )
        select jsonb_build_object('step', 'thread', 'ticket', best.ticket, 'way', best.way, 'role', best.role,
            'recipient', best.recipient, 'fits', coalesce(best.fits, false),
            'candidates', (select count(*) from judged))
        from (values (1)) one(row)
        left join best on true);
end
$$;
comment on function turno.deliver_thread is 'Finds the ticket of a mail by what is signed (M16-M18).';
revoke execute on function turno.deliver_thread from public;
grant execute on function turno.deliver_thread to turno_gateway;
