-- Purpose: how much the sender of a mail is believed (M15), the most that holds: signed (S/MIME by a certificate of a configured
--          authority for his address, or certified mail in a certified mailbox), failed (dmarc=fail), authenticated, token, none. What
--          authenticates From is given to nobody else: not to whom a list or Reply-To names, not to one of several authors.
-- Returns: {step: "trust", level, why}.
-- Calls:   pec_kind, authres_trusted, authres_judge. Writes: nothing.
create or replace function turno.mail_trust(p_mail bigint, p_evidence jsonb, p_sender jsonb, p_thread jsonb)
returns jsonb
language plpgsql stable
as $$
declare
    v_address text := p_sender ->> 'address';
    v_pec text := coalesce(p_evidence #>> '{pec,kind}', '');
    v_seal text := p_evidence #>> '{signature,state}';
    v_field jsonb := turno.authres_trusted(p_mail, p_evidence);
    v_said jsonb;
begin
    if turno.pec_kind(p_mail, p_evidence) = 'transport' and lower(p_evidence #>> '{pec,sender}') = v_address then
        return jsonb_build_object('step', 'trust', 'level', 'signed', 'why', 'certified mail, signature ' || (p_evidence #>> '{pec,signature}'));
    elsif v_seal = 'valid' and exists (select from jsonb_array_elements_text(p_evidence #> '{signature,signer_addresses}') s
            where lower(s) = v_address) then
        return jsonb_build_object('step', 'trust', 'level', 'signed', 'why', 'S/MIME');
    end if;
    v_said := turno.authres_judge(v_field -> 'results', p_evidence ->> 'from_address');
    if v_said ->> 'level' = 'authenticated' and (v_pec <> '' or p_sender ->> 'is_from' <> 'true') then
        v_said := '{"level": null, "why": "the sender is not the only one in From"}';
    end if;
    return jsonb_build_object('step', 'trust', 'server', v_field -> 'authserv_id')
        || case when v_said ->> 'level' is not null then v_said
            when (p_thread ->> 'fits')::boolean and p_thread ->> 'way' in ('address', 'message', 'subject')
                then jsonb_build_object('level', 'token', 'why', p_thread ->> 'way')
            when v_field is null then '{"level": "none", "why": "no server that is trusted says anything"}'
            else v_said || '{"level": "none"}' end;
end
$$;
comment on function turno.mail_trust(bigint, jsonb, jsonb, jsonb) is 'How much the sender of a mail is believed (M15).';
revoke execute on function turno.mail_trust(bigint, jsonb, jsonb, jsonb) from public;
grant execute on function turno.mail_trust(bigint, jsonb, jsonb, jsonb) to turno_gateway;
