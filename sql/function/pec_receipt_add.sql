-- Purpose: keep a receipt as the fact that it is (M28). What its provider did not sign (M30), what has no data that agree with
--          its header and what is about no mail of ours changes nothing and stands in the log of triage.
-- Returns: the row. p_outbox: the mail that it is about, null when none.
-- Calls:   mail_date. Writes: receipt.
create or replace function turno.pec_receipt_add(p_mail bigint, p_evidence jsonb, p_outbox bigint)
returns turno.receipt
language plpgsql volatile
as $$
declare
    v_pec jsonb := p_evidence -> 'pec';
    v turno.receipt;
begin
    v.refused := case when v_pec ->> 'signature' not in ('valid', 'unchecked') then 'signature'
        when v_pec ->> 'data' <> 'read' or v_pec ->> 'data_kind' <> v_pec ->> 'kind' then 'data'
        when p_outbox is null then 'unknown' end;
    v.mail_id := p_mail;
    v.outbox_id := case when v.refused is null then p_outbox end;
    v.kind := v_pec ->> 'kind';
    v.at := coalesce(turno.mail_date(v_pec ->> 'date'), (select m.received_at from turno.mail m where m.id = p_mail));
    v.recipient := lower(coalesce(nullif(v_pec ->> 'delivered_to', ''), v_pec #>> '{received,0}', v_pec #>> '{recipients,0}', ''));
    v.identifier := left(v_pec ->> 'identifier', 600);
    v.reference := left(v_pec ->> 'ref_message_id', 600);
    v.subject := left(coalesce(nullif(v_pec ->> 'original_subject', ''), p_evidence ->> 'subject', ''), 1000);
    v.provider := left(v_pec ->> 'provider', 300);
    v.error := case when v_pec ->> 'error' = 'nessuno' then '' else left(v_pec ->> 'error', 100) end;
    v.note := left(v_pec ->> 'error_ext', 1000);
    v.signature := v_pec ->> 'signature';
    insert into turno.receipt select v.* returning * into v;
    return v;
end
$$;
comment on function turno.pec_receipt_add is 'Keeps a receipt of certified mail (M28).';
revoke execute on function turno.pec_receipt_add from public;
grant execute on function turno.pec_receipt_add to turno_gateway;
