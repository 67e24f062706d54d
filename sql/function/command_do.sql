-- Purpose: carry out one command that command_check let pass (M24), by the function that its act on the page calls.
-- Returns: nothing; TU003 when that refuses, 55P03 when another has the ticket to merge into: the mail is decided again a moment later.
-- Calls:   ticket_reopen, ticket_move, ticket_level, ticket_assign, ticket_priority, ticket_describe, participant_add, contact_make,
--          ticket_status, ticket_close, reply_lock_guard, ticket_merge. Writes: what those write.
create or replace function turno.command_do(p_ticket bigint, p_operator bigint, p_command jsonb, p_channel text)
returns void
language plpgsql volatile
as $$
declare
    v_id bigint := (p_command ->> 'id')::bigint;
begin
    case p_command ->> 'word'
    when 'reopen' then
        perform turno.ticket_reopen(p_ticket, p_operator, p_channel);
    when 'category' then
        perform turno.ticket_move(p_ticket, v_id, 'operator', p_operator, p_channel);
    when 'level' then
        perform turno.ticket_level(p_ticket, p_command ->> 'level', 'operator', p_operator, p_channel);
    when 'assign', 'take' then
        perform turno.ticket_assign(p_ticket, v_id, 'operator', p_operator, p_channel);
    when 'priority' then
        perform turno.ticket_priority(p_ticket, v_id, 'operator', p_operator, p_channel);
    when 'due' then
        perform turno.ticket_describe(p_ticket, jsonb_build_object('due_on', p_command -> 'day'), 'operator', p_operator, p_channel);
    when 'cc' then
        perform turno.participant_add(p_ticket, coalesce(v_id, turno.contact_make(null, null,
            coalesce(p_command ->> 'name', p_command ->> 'address'), p_command ->> 'address', (select o.language from turno.operator o where o.id = p_operator))), p_operator, p_channel);
    when 'turn', 'status' then
        perform turno.ticket_status(p_ticket, v_id, 'operator', p_operator, p_channel);
    when 'close' then
        perform turno.ticket_close(p_ticket, p_operator, p_channel, coalesce(p_command ->> 'value', ''));
    when 'merge' then
        -- A merge takes tickets in the order of number, and this one is held: whoever has the other may be waiting for it.
        perform from turno.ticket t where t.id = v_id and v_id < p_ticket for update nowait;
        perform turno.reply_lock_guard(v_id, p_operator);
        perform turno.ticket_merge(p_ticket, v_id, p_operator, p_channel);
    else
        null;
    end case;
end
$$;
comment on function turno.command_do(bigint, bigint, jsonb, text) is 'Carries out one command of an operator''s mail (M24).';
revoke execute on function turno.command_do(bigint, bigint, jsonb, text) from public;
grant execute on function turno.command_do(bigint, bigint, jsonb, text) to turno_gateway;
