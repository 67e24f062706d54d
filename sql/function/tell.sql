-- Purpose: tell people what happened, as notice_rule says for it (R34), narrowed to p_audience. A contact who acts is told
--          alone, and only that it arrived. A reply that reaches no live address gives the turn back (R15).
-- Returns: number of mails put in the outbox.
-- Calls:   notice_event, notify, contact_notice, turn_apply, event_add. Writes: outbox, event, ticket.
create or replace function turno.tell(p_ticket bigint, p_post bigint, p_turn text, p_event text,
    p_actor_kind text, p_actor bigint, p_audience text[] default '{contact,operators}', p_note text default null)
returns integer
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_event text := turno.notice_event(p_turn, p_event, p_actor_kind);
    v_count integer := 0;
    v_contact integer;
begin
    if 'operators' = any (p_audience) then
        v_count := turno.notify(p_ticket, p_post, v_event, case when p_actor_kind = 'operator' then p_actor end, p_note);
    end if;
    if 'contact' = any (p_audience) then
        v_contact := turno.contact_notice(p_ticket, p_post, v_event, case when p_actor_kind = 'contact' then p_actor end);
        if v_contact = 0 and v_event in ('reply', 'opened_by_office') then
            perform turno.event_add(p_ticket, 'delivery_failed', 'system', null, 'mail', p_post, null, null,
                'no address that can be reached');
            perform turno.turn_apply(p_ticket, 'delivery_failed', 'system', null, 'mail', p_post,
                'no address that can be reached');
        end if;
        v_count := v_count + v_contact;
    end if;
    return v_count;
end
$$;
comment on function turno.tell is 'Puts in the outbox what notice_rule says must be told (R34).';
alter function turno.tell owner to turno_gateway;
revoke execute on function turno.tell from public;
grant execute on function turno.tell to turno_act;
