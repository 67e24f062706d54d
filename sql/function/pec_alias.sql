-- Purpose: under which ids a certified mail to us is known to its sender: he keeps it under an id of his own, and his next mail may
--          cite that one (M16). Other mail has none.
-- Returns: nothing.
-- Calls:   nothing. Writes: message_alias.
create or replace function turno.pec_alias(p_ticket bigint, p_mail bigint, p_evidence jsonb)
returns void
language plpgsql volatile
as $$
begin
    if p_evidence ->> 'channel' = 'pec' then
        insert into turno.message_alias (message_id, ticket_id, mail_id)
        select distinct x.id, p_ticket, p_mail
        from unnest(array[p_evidence #>> '{pec,ref_message_id}', p_evidence #>> '{pec,original_message_id}']) x(id)
        where length(x.id) between 1 and 600 and x.id <> p_evidence ->> 'message_id'
        on conflict do nothing;
    end if;
end
$$;
comment on function turno.pec_alias is 'Keeps the ids under which a sender knows his certified mail (M16).';
revoke execute on function turno.pec_alias from public;
grant execute on function turno.pec_alias to turno_gateway;
