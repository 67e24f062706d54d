-- Purpose: the evidence of the mail that a person wrote (M27): of an envelope the provider is not the sender. Of transport it is
--          <mittente>, and the mail came by the channel pec; of an anomaly whoever wrote the ordinary mail inside. Text,
--          documents and what it answers are those inside already (reader). Where an envelope proves nothing, the provider is
--          the sender.
-- Returns: p_evidence with from_address, from_name, reply_to and subject of the mail inside, and channel "pec"; other mail as it
--          is. The same again for what was made so before.
-- Calls:   pec_kind. Writes: nothing.
create or replace function turno.pec_effective(p_mail bigint, p_evidence jsonb)
returns jsonb
language plpgsql stable
as $$
begin
    if coalesce(p_evidence #>> '{pec,kind}', '') = '' then
        return p_evidence - 'channel';
    end if;
    return (select (p_evidence - 'channel') || case x.kind
            when 'transport' then jsonb_build_object('channel', 'pec', 'from_address', c -> 'sender', 'effective_sender', c -> 'sender',
                'reply_to', c -> 'reply_to')
            when 'anomaly' then jsonb_build_object('from_address', p_evidence -> 'effective_sender')
            else jsonb_build_object('effective_sender', p_evidence -> 'from_address') end
            || case when x.kind in ('transport', 'anomaly') then jsonb_build_object('from_name', coalesce(c ->> 'original_from_name', ''),
                'subject', coalesce(nullif(c ->> 'original_subject', ''), p_evidence ->> 'subject')) else '{}' end
        from (values (turno.pec_kind(p_mail, p_evidence), p_evidence -> 'pec')) x(kind, c));
end
$$;
comment on function turno.pec_effective is 'Evidence with the true sender of certified mail (M27).';
revoke execute on function turno.pec_effective from public;
grant execute on function turno.pec_effective to turno_gateway;
