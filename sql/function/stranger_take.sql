-- Purpose: hold a mail of somebody who does not take part, or whose sender is doubtful, that waits on a ticket (M18), with its ticket before
--          it, as a merge takes them.
-- Returns: {ticket, turn, category, mailbox, language, address, evidence}: of whoever wrote by the rules (M22), as deliver_decide has it; TU003 when somebody has dealt with it meanwhile, or when it is
--          an operator's.
-- Calls:   ticket_follow, ticket_refuse. Writes: nothing; locks rows.
create or replace function turno.stranger_take(p_mail bigint)
returns jsonb
language plpgsql volatile
as $$
declare
    v_ticket bigint := turno.ticket_follow((select m.ticket_id from turno.mail m where m.id = p_mail));
    v_result jsonb;
begin
    select jsonb_build_object('ticket', v_ticket, 'turn', t.turn, 'category', t.category_id, 'mailbox', b.id, 'language', b.language,
        'address', s -> 'address', 'evidence', m.evidence || case when s ->> 'by' <> 'from'
            then jsonb_build_object('from_address', s -> 'address', 'from_name', '') else '{}' end) into v_result
    from turno.mail m
    cross join lateral jsonb_path_query_first(m.trace, '$[*] ? (@.step == "sender")') s
    join turno.mailbox b on b.id = m.mailbox_id
    join turno.ticket t on t.id = v_ticket
    where m.id = p_mail and m.outcome = 'held' and turno.is_of_stranger(m.trace)
    for update of m;
    if v_result is null then
        perform turno.ticket_refuse('This mail does not wait any more: somebody has dealt with it.');
    end if;
    return v_result;
end
$$;
comment on function turno.stranger_take(bigint) is 'Holds a mail of a stranger that waits on a ticket (M18).';
revoke execute on function turno.stranger_take(bigint) from public;
grant execute on function turno.stranger_take(bigint) to turno_gateway;
