-- Purpose: which mail of ours a receipt is about (M28): by the Message-ID that <msgid> or X-Riferimento-Message-ID cite, else, where
--          a provider wrote another domain, by its local part, which is signed.
-- Returns: id of the outbox row, null when none.
-- Calls:   token_check. Writes: nothing.
create or replace function turno.pec_outbox(p_evidence jsonb)
returns bigint
language sql stable
as $$
    select coalesce((select o.id from unnest(array[p_evidence #>> '{pec,ref_message_id}', p_evidence #>> '{pec,header_ref_message_id}'])
            with ordinality x(cited, n)
        join turno.outbox o on o.message_id = x.cited order by x.n limit 1),
        (select o.id from jsonb_array_elements(coalesce(p_evidence #> '{tokens,message}', '[]')) with ordinality x(t, n)
        join turno.outbox o on o.id = (t ->> 'outbox')::bigint
        where turno.token_check('message', 'm', (t ->> 'ticket')::bigint, (t ->> 'outbox')::bigint, (t ->> 'key')::bigint, t ->> 'mac')
        order by x.n limit 1));
$$;
comment on function turno.pec_outbox is 'The mail of ours that a receipt is about (M28).';
revoke execute on function turno.pec_outbox from public;
grant execute on function turno.pec_outbox to turno_gateway;
