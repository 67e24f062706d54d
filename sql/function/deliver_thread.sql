-- Purpose: find the ticket (M16): (1) signed reply address, (2) our Message-ID, signed, (3) a Message-ID that we hold, of a mail or an
--          alias, (4) signed subject token; (3) and (4) for contacts who take part only. A bare number or the body never threads.
--          What fits the sender goes first (M17): a contact's token for a contact who takes part (or one merged into him), an
--          operator's own reply or note address for that operator. A right token with another sender still names the ticket
--          (M18), unless he forwards a mail of ours, which is a new one (M19). The tokens of a ticket that was merged name
--          the one that it went into (R41), those of a deleted one nothing (R27).
-- Returns: {step, ticket, way, role, recipient, fits, candidates}; ticket null when nothing is proven, and way "forward" with
--          the ticket as origin for M19.
-- Calls:   token_check, thread_stored, thread_forwarded, ticket_target, ticket_has_contact. Writes: nothing.
create or replace function turno.deliver_thread(p_evidence jsonb, p_sender jsonb)
returns jsonb
language plpgsql stable
as $$
declare
    v_contact bigint := case when p_sender ->> 'kind' = 'contact' then (p_sender ->> 'contact')::bigint end;
    v_result jsonb;
    v_origin bigint;
begin
    with candidate as (
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
        select 3, 'stored', s.n, 'c', s.ticket_id, v_contact
        from turno.thread_stored(p_evidence, v_contact) s where v_contact is not null
        union all
        select 4, 'subject', n, 'c', (t ->> 'ticket')::bigint, v_contact
        from jsonb_array_elements(coalesce(p_evidence #> '{tokens,subject}', '[]')) with ordinality x(t, n)
        where n <= 20 and v_contact is not null
        and exists (select from turno.contact k
            where (k.id = v_contact or k.merged_into = v_contact)
            and turno.token_check('subject', 'c', (t ->> 'ticket')::bigint, k.id, (t ->> 'key')::bigint, t ->> 'mac'))
    ), judged as (
        select c.rank, c.way, c.n, c.role, c.recipient, t.id as ticket, case
            when v_contact is not null then c.role in ('c', 'o') and turno.ticket_has_contact(t.id, v_contact)
            when p_sender ->> 'kind' = 'operator' then c.role in ('r', 'n') and c.recipient = (p_sender ->> 'operator')::bigint
            else false end as fits
        from candidate c
        join turno.ticket t on t.id = turno.ticket_target(c.ticket) and t.deleted_at is null
    ), best as (
        select j.* from judged j where j.fits or j.rank <= 2 order by j.fits desc, j.rank, j.n limit 1
    )
    select jsonb_build_object('step', 'thread', 'ticket', best.ticket, 'way', best.way, 'role', best.role,
        'recipient', best.recipient, 'fits', coalesce(best.fits, false),
        'candidates', (select count(*) from judged)) into v_result
    from (values (1)) one(row)
    left join best on true;
    if (v_result ->> 'fits')::boolean or v_result ->> 'way' = 'address' or p_sender ->> 'kind' not in ('contact', 'unknown') then
        return v_result;
    end if;
    v_origin := turno.thread_forwarded(p_evidence, (v_result ->> 'ticket')::bigint);
    return case when v_origin is null then v_result
        else v_result || jsonb_build_object('ticket', null, 'way', 'forward', 'origin', v_origin) end;
end
$$;
comment on function turno.deliver_thread is 'Finds the ticket of a mail by what is signed, and by what we hold for who takes part (M16-M19).';
revoke execute on function turno.deliver_thread from public;
grant execute on function turno.deliver_thread to turno_gateway;
