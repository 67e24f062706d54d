-- Purpose: what hangs on a ticket, so that it may not be deleted (R27): what the office sent, what tells that it arrived, what
--          waits for somebody's word, a hold, practices, what was merged into it.
-- Returns: words: reply, delivery, held, hold, practice, merged; empty when it may go.
-- Calls:   ticket_has_practice. Writes: nothing.
create or replace function turno.ticket_hangs(p_ticket bigint)
returns text[]
language plpgsql stable security definer
set search_path = turno, pg_temp
as $$
begin
    return (
        select array_remove(array[
            case when exists (select from turno.post p where p.ticket_id = p_ticket and p.kind = 'message'
                and p.author_kind <> 'contact') then 'reply' end,
            case when exists (select from turno.event e where e.ticket_id = p_ticket
                and e.type in ('delivery_accepted', 'delivery_taken', 'delivered', 'delivery_doubtful', 'delivery_failed',
                    'delivery_uncertain')) then 'delivery' end,
            case when exists (select from turno.mail m where m.ticket_id = p_ticket and m.outcome = 'held') then 'held' end,
            case when exists (select from turno.ticket_hold h where h.ticket_id = p_ticket) then 'hold' end,
            case when turno.ticket_has_practice(p_ticket) then 'practice' end,
            case when exists (select from turno.ticket t where t.id = p_ticket and t.merged_into is not null)
                or exists (select from turno.ticket t where t.merged_into = p_ticket) then 'merged' end], null));
end
$$;
comment on function turno.ticket_hangs(bigint) is 'What keeps a ticket from being deleted (R27).';
alter function turno.ticket_hangs(bigint) owner to turno_gateway;
revoke execute on function turno.ticket_hangs(bigint) from public;
grant execute on function turno.ticket_hangs(bigint) to turno_act;
