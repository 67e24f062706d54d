-- Purpose: turno ticket restore: a deleted ticket comes back as it was (R27). p: ticket.
-- Returns: the ticket as shown; TU003 when there is none or it was not deleted.
-- Calls:   admin_keys, admin_refuse, event_add, ticket_show. Writes: ticket, event.
create or replace function turno.ticket_restore(p jsonb)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
begin
    perform admin_keys(p, '{ticket,language}');
    update ticket set deleted_at = null, deleted_by = null
    where id = (p ->> 'ticket')::bigint and deleted_at is not null;
    if not found then
        perform admin_refuse(format('There is no deleted ticket %s.', p ->> 'ticket'));
    end if;
    perform event_add((p ->> 'ticket')::bigint, 'restored', 'system', null, 'desk');
    return ticket_show(p);
end
$$;
comment on function turno.ticket_restore(jsonb) is 'Brings a deleted ticket back (R27).';
revoke execute on function turno.ticket_restore(jsonb) from public;
