-- Purpose: a practice belongs to one more ticket of its customer; both sides tell of it (R37).
-- Returns: false when it did already.
-- Calls:   ticket_lock, event_add, practice_event_add. Writes: practice_ticket, event, practice_event.
create or replace function turno.practice_link(p_practice bigint, p_ticket bigint, p_actor bigint, p_channel text)
returns boolean
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
begin
    perform ticket_lock(p_ticket);
    insert into practice_ticket (practice_id, ticket_id) values (p_practice, p_ticket) on conflict do nothing;
    if not found then
        return false;
    end if;
    perform practice_event_add(p_practice, 'linked', p_actor, p_channel, p_new => p_ticket::text);
    perform event_add(p_ticket, 'practice', case when p_actor is null then 'system' else 'operator' end, p_actor, p_channel,
        p_new => (select p.reference from practice p where p.id = p_practice));
    return true;
end
$$;
comment on function turno.practice_link is 'Ties a practice to one more ticket (R37).';
alter function turno.practice_link owner to turno_gateway;
revoke execute on function turno.practice_link from public;
grant execute on function turno.practice_link to turno_act;
