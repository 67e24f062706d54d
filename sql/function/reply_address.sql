-- Purpose: the signed address that an answer comes back to (M16, M17, M23): RFC 5233 detail of a mailbox.
-- Returns: local+ROLE.TICKET.RECIPIENT.KEY.MAC@domain; role c contact, r operator's reply, n operator's note.
-- Calls:   token_make. Writes: nothing.
create or replace function turno.reply_address(p_mailbox bigint, p_role text, p_ticket bigint, p_recipient bigint)
returns text
language plpgsql stable
as $$
begin
    return (select regexp_replace(b.address, '@[^@]*$', '') || '+'
            || concat_ws('.', p_role, p_ticket, p_recipient, turno.token_make('address', p_role, p_ticket, p_recipient))
            || substring(b.address from '@[^@]*$')
        from turno.mailbox b where b.id = p_mailbox);
end
$$;
comment on function turno.reply_address is 'Signed reply address of a recipient for a ticket (M17).';
revoke execute on function turno.reply_address from public;
grant execute on function turno.reply_address to turno_gateway;
