-- Purpose: how every act of an operator on a ticket begins (p: ticket, form_key): who looks, was this form carried out, does he see the
--          ticket, and once it is held, does he still (R9); a closed one refuses what is for open ones (R17), and
--          so does one that another is answering, that was merged or is a draft (R28, R41, R32).
-- Returns: one row; done is the result of the form when it was carried out before, all else is null then. TU002 when he does not see
--          the ticket or is no operator, TU003 when it is closed and p_on_closed is false.
-- Calls:   viewer_required, form_done, ticket_lock, reply_lock_guard. Writes: nothing; holds the ticket.
create or replace function turno.act_begin(p jsonb, p_on_closed boolean default false)
returns table (session_id bigint, operator_id bigint, ticket_id bigint, category_id bigint, level text, turn text,
    channel text, done jsonb)
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_viewer record;
    v_done jsonb;
    v_ticket ticket;
    v_id bigint := (p ->> 'ticket')::bigint;
begin
    select * into v_viewer from viewer_required();
    v_done := form_done(v_viewer.session_id, p);
    if v_done is null and v_viewer.operator_id is not null and exists (select from ticket t where t.id = v_id) then
        perform ticket_lock(v_id);
        select * into v_ticket from ticket t where t.id = v_id;
    end if;
    if v_done is null and v_ticket.id is null then
        raise exception using errcode = 'TU002', message = 'There is no such ticket.';
    elsif v_done is null then
        perform reply_lock_guard(v_id, v_viewer.operator_id);
    end if;
    if v_ticket.turn = 'closed' and not p_on_closed then
        raise exception using errcode = 'TU003', message = 'This ticket is closed: reopen it first.';
    end if;
    return query select v_viewer.session_id, v_viewer.operator_id, v_ticket.id, v_ticket.category_id, v_ticket.level, v_ticket.turn,
        s.channel, v_done
        from session s where s.id = v_viewer.session_id;
end
$$;
comment on function turno.act_begin is 'How every act of an operator on a ticket begins.';
alter function turno.act_begin owner to turno_act;
revoke execute on function turno.act_begin from public;
