-- Purpose: a draft is thrown away: deleted like any ticket on which nothing hangs (R27), its words and files with it. The caller holds
--          it and has seen that the operator may.
-- Returns: nothing.
-- Calls:   upload_keep, ticket_delete. Writes: ticket, ticket_draft, attachment, event.
create or replace function turno.draft_discard(p_ticket bigint, p_operator bigint, p_channel text)
returns void
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
begin
    perform turno.upload_keep(array(select a.id from turno.attachment a where a.draft_id = p_ticket), null);
    delete from turno.ticket_draft where ticket_id = p_ticket;
    perform turno.ticket_delete(p_ticket, p_operator, p_channel, 'draft');
end
$$;
comment on function turno.draft_discard is 'Throws a draft away (R32).';
alter function turno.draft_discard owner to turno_gateway;
revoke execute on function turno.draft_discard from public;
grant execute on function turno.draft_discard to turno_act;
