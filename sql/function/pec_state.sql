-- Purpose: what all receipts of a mail say together, in whatever order they came (M28). A delivery is certain and undoes any
--          failure told before. Else the sending begun last counts, for a mail sent again has a new identifier: a failure, then
--          a warning that twelve hours passed without news, then that it was taken. A second warning, or one eighteen hours
--          after the sending began, is the last word of the provider: it failed.
-- Returns: accepted, delivered, failed, doubtful; null without receipts.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.pec_state(p_outbox bigint)
returns text
language sql stable
as $$
    select case
        when bool_or(s.is_delivered) then 'delivered'
        else (array_agg(case when s.is_failed then 'failed' when s.warned_at is null then 'accepted'
                when s.warned_at > s.first_warned_at + interval '6 hours' or s.warned_at > s.accepted_at + interval '18 hours' then 'failed'
                else 'doubtful' end
            order by coalesce(s.accepted_at, s.began_at) desc, s.identifier desc))[1] end
    from (select r.identifier,
            bool_or(r.kind = 'avvenuta-consegna') as is_delivered,
            bool_or(r.kind in ('non-accettazione', 'errore-consegna', 'rilevazione-virus')) as is_failed,
            min(r.at) as began_at,
            min(r.at) filter (where r.kind = 'accettazione') as accepted_at,
            min(r.at) filter (where r.kind = 'preavviso-errore-consegna') as first_warned_at,
            max(r.at) filter (where r.kind = 'preavviso-errore-consegna') as warned_at
        from turno.receipt r where r.outbox_id = p_outbox group by r.identifier) s
    having count(*) > 0;
$$;
comment on function turno.pec_state is 'What the receipts of a mail say together (M28).';
revoke execute on function turno.pec_state from public;
grant execute on function turno.pec_state to turno_gateway;
