-- Purpose: the personal links of a contact to a ticket open nothing any more, and who came in by one is out (M33). His next mail of
--          this ticket brings a new one.
-- Returns: how many links there were; none leaves no event.
-- Calls:   event_add. Writes: link, session, event.
create or replace function turno.link_revoke(p_ticket bigint, p_contact bigint, p_operator bigint, p_channel text)
returns integer
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_count integer;
begin
    update link l set revoked_at = now() where l.ticket_id = p_ticket and l.contact_id = p_contact and l.revoked_at is null;
    get diagnostics v_count = row_count;
    update session s set ended_at = now() where s.ticket_id = p_ticket and s.contact_id = p_contact and s.ended_at is null;
    if v_count > 0 then
        perform event_add(p_ticket, 'link_revoked', 'operator', p_operator, p_channel, null, null,
            (select c.name from contact c where c.id = p_contact));
    end if;
    return v_count;
end
$$;
comment on function turno.link_revoke is 'Takes back the personal links of a contact to a ticket (M33).';
alter function turno.link_revoke owner to turno_act;
revoke execute on function turno.link_revoke from public;
