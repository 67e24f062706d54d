-- Purpose: the raw mail that an operator may read as it came: of a message that he sees and a contact wrote, a receipt of certified mail on a
--          ticket that he sees (M28), and with the triage right one of no ticket, also when it was filtered or put into quarantine (R9).
--          Never one of an operator: it holds his tokens (R24).
-- Returns: the blob, or null.
-- Calls:   viewer. Writes: nothing.
create or replace function turno.original_blob(p_mail bigint)
returns bigint
language sql stable
set search_path = turno, pg_temp
as $$
    select m.blob_id from mail m cross join viewer() v
    where m.id = p_mail and v.operator_id is not null
        and (exists (select from post q where q.mail_id = m.id and q.author_kind = 'contact')
            or (m.outcome = 'event' and m.trace @? '$[*] ? (@.step == "pec" && @.is == "receipt")'
                and (m.ticket_id is null and v.has_triage or exists (select from ticket t where t.id = m.ticket_id)))
            or (m.outcome in ('triage', 'quarantine', 'filtered') and m.ticket_id is null and v.has_triage
                and not exists (select from address a where a.operator_id is not null and a.folded = lower(m.from_address))));
$$;
comment on function turno.original_blob(bigint) is 'The raw mail that who looks may read (R9, R24).';
revoke execute on function turno.original_blob(bigint) from public;
grant execute on function turno.original_blob(bigint) to turno_act;
