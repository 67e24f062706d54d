-- Purpose: the mail of ours that a Message-ID names: by the one that we signed, or by an alias that a provider gave it (M28).
-- Returns: id of the outbox row; null when it is none of ours.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.cited_outbox(p_message_id text)
returns bigint
language plpgsql stable
as $$
begin
    return coalesce((select o.id from turno.outbox o where o.message_id = p_message_id),
        (select a.outbox_id from turno.message_alias a where a.message_id = p_message_id and a.outbox_id is not null
            order by a.outbox_id limit 1));
end
$$;
comment on function turno.cited_outbox is 'The mail of ours that a Message-ID or an alias names (M16, M28).';
revoke execute on function turno.cited_outbox from public;
grant execute on function turno.cited_outbox to turno_gateway;
