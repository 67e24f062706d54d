-- Purpose: what a mail is as certified mail (M27). The outer header decides, and only in a mailbox marked pec; what no provider
--          signed is forged, for whatever comes to such a mailbox, its own provider has signed (M30). The mail in an envelope must
--          be of the sender that daticert.xml names.
-- Returns: receipt, transport, anomaly, forged (an envelope that is none); null: no certified mail.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.pec_kind(p_mail bigint, p_evidence jsonb)
returns text
language plpgsql stable
as $$
begin
    if coalesce(p_evidence #>> '{pec,kind}', '') = '' then
        return null;
    end if;
    return (select case
            when c ->> 'kind' not in ('posta-certificata', 'errore') then 'receipt'
            when c ->> 'signature' not in ('valid', 'unchecked') then 'forged'
            when c ->> 'kind' = 'errore' then 'anomaly'
            when c ->> 'data' = 'read' and c ->> 'data_kind' = c ->> 'kind' and (c ->> 'sender_agrees')::boolean then 'transport'
            else 'forged' end
        from (values (p_evidence -> 'pec')) x(c)
        where exists (select from turno.mail m join turno.mailbox b on b.id = m.mailbox_id where m.id = p_mail and b.kind = 'pec'));
end
$$;
comment on function turno.pec_kind is 'What a mail is as certified mail (M27, M30).';
revoke execute on function turno.pec_kind from public;
grant execute on function turno.pec_kind to turno_gateway;
