-- Purpose: the Message-IDs that a mail answers to, in the order in which they count (M16): what it answers first, then the thread
--          from its end. The twentieth is the last: whoever cites more has cited enough.
-- Returns: one row per id, as mail.message_id keeps them; n counts from 1.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.evidence_cited(p_evidence jsonb)
returns table (message_id text, n bigint)
language sql immutable
as $$
    select x.id, row_number() over (order by x.place)
    from (select left(r.id, 600) as id, min(case when r.id = p_evidence ->> 'in_reply_to' then 0
                else jsonb_array_length(p_evidence -> 'references') - r.n + 1 end) as place
        from (select id, n from jsonb_array_elements_text(coalesce(p_evidence -> 'references', '[]')) with ordinality a(id, n)
            union all
            select p_evidence ->> 'in_reply_to', 0 where p_evidence ->> 'in_reply_to' <> '') r
        where r.id <> ''
        group by 1 order by 2 limit 20) x;
$$;
comment on function turno.evidence_cited is 'Message-IDs that a mail answers to, the nearest first (M16).';
revoke execute on function turno.evidence_cited from public;
grant execute on function turno.evidence_cited to turno_gateway;
