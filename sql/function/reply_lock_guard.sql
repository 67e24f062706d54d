-- Purpose: may an operator act on this ticket now? Not while another is answering it (R28), not once it was merged (R41), and
--          on a draft only by the acts of drafts (R32: p_draft). Hold the ticket first (ticket_lock): what is seen then stays.
-- Returns: nothing; raises TU003 with a sentence that names who answers until when, or where to go on.
-- Calls:   office_time, operator_sees, ticket_refuse. Writes: nothing.
create or replace function turno.reply_lock_guard(p_ticket bigint, p_operator bigint, p_draft boolean default false)
returns void
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v record;
begin
    select t.is_draft, t.merged_into, o.name, l.until into v
    from turno.ticket t
    left join turno.reply_lock l on l.ticket_id = t.id and l.operator_id <> p_operator and l.until > clock_timestamp()
    left join turno.operator o on o.id = l.operator_id
    where t.id = p_ticket;
    if v.merged_into is not null then
        perform turno.ticket_refuse(case when turno.operator_sees(p_operator, v.merged_into)
            then format('This ticket was merged into %s: go on there.', v.merged_into)
            else 'This ticket was merged into another: nothing can be done with it.' end);
    elsif v.name is not null then
        perform turno.ticket_refuse(format('%s is answering this ticket until %s. Wait, or take over.', v.name,
            to_char(turno.office_time(v.until), 'HH24:MI')));
    elsif v.is_draft and not p_draft then
        perform turno.ticket_refuse('This ticket is a draft: send it or discard it first.');
    elsif p_draft and not v.is_draft then
        perform turno.ticket_refuse('This ticket is no draft: it was sent already.');
    end if;
end
$$;
comment on function turno.reply_lock_guard is 'Refuses an act on a ticket that another is answering, that was merged or is a draft (R28, R32, R41).';
alter function turno.reply_lock_guard owner to turno_gateway;
revoke execute on function turno.reply_lock_guard from public;
grant execute on function turno.reply_lock_guard to turno_act;
