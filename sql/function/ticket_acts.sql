-- Purpose: what an operator may do to a ticket now, for its toolbar: by its turn (R17), nothing while another answers (R28) or once it was
--          merged (R41), a draft's own (R32), and an administrator's (R2, R27).
-- Returns: names of acts.
-- Calls:   ticket_hangs. Writes: nothing.
create or replace function turno.ticket_acts(p_ticket turno.ticket, p_operator bigint)
returns text[]
language plpgsql stable
set search_path = turno, pg_temp
as $$
begin
    return (
        select case
            when p_ticket.merged_into is not null or exists (select from reply_lock l where l.ticket_id = p_ticket.id and l.operator_id <> p_operator
                and l.until > clock_timestamp()) then '{}'::text[]
            when p_ticket.is_draft then '{draft,send,discard}'
            else case p_ticket.turn when 'closed' then '{note,move,level,status,describe,reopen,merge,link}'::text[]
                    else '{reply,note,move,level,assign,take,status,priority,describe,close,merge,link}' end
                || case when o.is_admin then '{contact}'::text[] else '{}' end
                || case when o.is_admin and ticket_hangs(p_ticket.id) = '{}' then '{delete}'::text[] else '{}' end end
        from operator o where o.id = p_operator);
end
$$;
comment on function turno.ticket_acts is 'What an operator may do to a ticket now.';
alter function turno.ticket_acts owner to turno_act;
revoke execute on function turno.ticket_acts from public;
