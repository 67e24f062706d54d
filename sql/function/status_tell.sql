-- Purpose: somebody chose a status for a ticket, closed or reopened it: the contact is told where the office wants him to be, of
--          this status or of all, and whoever else notice_rule names (R34). A turn that a message passes is told by that message.
-- Returns: nothing.
-- Calls:   notify, contact_notice. Writes: what those write.
create or replace function turno.status_tell(p_ticket bigint, p_actor bigint)
returns void
language plpgsql volatile
as $$
begin
    perform turno.notify(p_ticket, null, 'status', p_actor);
    perform turno.contact_notice(p_ticket, null, 'status');
end
$$;
comment on function turno.status_tell is 'Tells of a status that was chosen (R34).';
revoke execute on function turno.status_tell from public;
grant execute on function turno.status_tell to turno_gateway;
