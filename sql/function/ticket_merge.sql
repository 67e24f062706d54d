-- Purpose: one ticket becomes part of another of the same customer and contact (R41): its posts with their authors, times and
--          documents, its mails, links, tags, practices, hold and who takes part go there; it stays as a closed, empty page that leads there, and its
--          timeline stays whole. A contact who waited there waits here (turn_rule merged). Rows are taken in order of number,
--          so that two merges do not stand before each other.
-- Returns: nothing; TU003 when they may not be merged.
-- Calls:   ticket_refuse, ticket_recount, practice_link, turn_apply, event_add, notify. Writes: ticket, post, mail, outbox, link,
--          session, participant, reply_lock, ticket_hold, event.
create or replace function turno.ticket_merge(p_source bigint, p_target bigint, p_operator bigint, p_channel text)
returns void
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_source turno.ticket;
    v_target turno.ticket;
begin
    perform from turno.ticket t where t.id in (p_source, p_target) order by t.id for update;
    select * into v_source from turno.ticket t where t.id = p_source;
    select * into v_target from turno.ticket t where t.id = p_target;
    if p_source = p_target then
        perform turno.ticket_refuse('A ticket is not merged with itself.');
    elsif v_source.customer_id <> v_target.customer_id or v_source.contact_id is distinct from v_target.contact_id then
        perform turno.ticket_refuse('Only tickets of the same customer and contact are merged: link them instead.');
    elsif v_source.turn <> 'closed' and v_target.turn = 'closed' then
        perform turno.ticket_refuse(format('Ticket %s is closed: reopen it, or merge it into this one.', p_target));
    end if;
    update turno.post set ticket_id = p_target where ticket_id = p_source;
    perform turno.ticket_recount(t) from unnest(array[p_source, p_target]) t;
    update turno.mail set ticket_id = p_target where ticket_id = p_source;
    update turno.outbox set ticket_id = p_target where ticket_id = p_source;
    update turno.link set ticket_id = p_target where ticket_id = p_source;
    update turno.session set ticket_id = p_target where ticket_id = p_source;
    insert into turno.participant (ticket_id, contact_id)
    select p_target, p.contact_id from turno.participant p where p.ticket_id = p_source
    on conflict do nothing;
    insert into turno.ticket_tag (ticket_id, tag)
    select p_target, g.tag from turno.ticket_tag g where g.ticket_id = p_source
    on conflict do nothing;
    perform turno.practice_link(x.practice_id, p_target, p_operator, p_channel)
    from (select x.practice_id from turno.practice_ticket x where x.ticket_id = p_source order by 1) x;
    insert into turno.ticket_hold (ticket_id, reason, operator_id, at)
    select p_target, h.reason, h.operator_id, h.at from turno.ticket_hold h where h.ticket_id = p_source
    on conflict do nothing;
    delete from turno.reply_lock where ticket_id = p_source;
    if v_source.turn = 'operator' then
        perform turno.turn_apply(p_target, 'merged', 'operator', p_operator, p_channel);
        update turno.ticket set waiting_since = least(waiting_since, v_source.waiting_since) where id = p_target;
    end if;
    update turno.ticket
    set updated_at = greatest(updated_at, v_source.updated_at), erased_at = case when v_source.erased_at is not null then erased_at end
    where id = p_target;
    perform turno.turn_apply(p_source, 'closed', 'operator', p_operator, p_channel);
    update turno.ticket set merged_into = p_target where id = p_source;
    perform turno.event_add(p_source, 'merged', 'operator', p_operator, p_channel, null, null, p_target::text, 'into');
    perform turno.event_add(p_target, 'merged', 'operator', p_operator, p_channel, null, null, p_source::text, 'from');
end
$$;
comment on function turno.ticket_merge is 'Merges a ticket into another of the same people (R41).';
alter function turno.ticket_merge owner to turno_gateway;
revoke execute on function turno.ticket_merge from public;
grant execute on function turno.ticket_merge to turno_act;
