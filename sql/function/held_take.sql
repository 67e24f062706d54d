-- Purpose: hold an operator's mail that waits for a click (R29, M25), with its ticket before it, as a merge takes them.
-- Returns: {ticket, operator: who wrote it, role: r or n, which of his addresses he wrote to (M23), evidence}; TU003 when somebody has dealt with it meanwhile.
-- Calls:   ticket_follow, ticket_refuse. Writes: nothing; locks rows.
create or replace function turno.held_take(p_mail bigint)
returns jsonb
language plpgsql volatile
as $$
declare
    v_ticket bigint := turno.ticket_follow((select m.ticket_id from turno.mail m where m.id = p_mail));
    v_result jsonb;
begin
    select jsonb_build_object('ticket', v_ticket, 'operator', s -> 'operator', 'role',
        jsonb_path_query_first(m.trace, '$[*] ? (@.step == "thread").role'), 'evidence', m.evidence) into v_result
    from turno.mail m cross join jsonb_array_elements(m.trace) s
    where m.id = p_mail and m.outcome = 'held' and s ->> 'step' = 'reply_hold'
    for update of m;
    if v_result is null then
        perform turno.ticket_refuse('This mail does not wait any more: somebody has dealt with it.');
    end if;
    return v_result;
end
$$;
comment on function turno.held_take(bigint) is 'Holds a reply that waits for a click (R29).';
revoke execute on function turno.held_take(bigint) from public;
grant execute on function turno.held_take(bigint) to turno_gateway;
