-- Purpose: may this operator give these commands on this ticket (M24), before any is carried out: what each value names, and what its page
--          would refuse. The category and level that the mail gives count for who sees the ticket then; a ticket that it reopens is open.
--          p_is_new: the mail opens the ticket.
-- Returns: {commands: [the commands, with what command_find found], problems: [{line, reason}]}.
-- Calls:   command_find. Writes: nothing.
create or replace function turno.command_check(p_ticket bigint, p_operator bigint, p_commands jsonb, p_is_new boolean default false)
returns jsonb
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v_ticket ticket;
    v_is_closed boolean;
    v_found jsonb;
    v_result jsonb := '[]';
    v record;
begin
    select * into v_ticket from ticket t where t.id = p_ticket;
    v_is_closed := v_ticket.turn = 'closed' and not p_commands @? '$[*] ? (@.word == "reopen")';
    for v in
        select x.e, c.* from jsonb_array_elements(p_commands) with ordinality x(e, n) join command c on c.word = x.e ->> 'word' order by c.rank, x.n
    loop
        v_found := case
            when v.for_new and not p_is_new then jsonb_build_object('reason', 'only in a mail that opens a ticket: ' || (v.e ->> 'line'))
            when v.word = 'reopen' and v_ticket.turn <> 'closed' then jsonb_build_object('reason', 'the ticket is open already: ' || (v.e ->> 'line'))
            when v_is_closed and not v.on_closed then jsonb_build_object('reason', 'the ticket is closed, reopen it first: ' || (v.e ->> 'line'))
            else command_find(v.word, v.e ->> 'value', p_ticket, p_operator, v_ticket.category_id, v_ticket.level) end;
        if not v_found ? 'reason' and v.word = 'category' then
            v_ticket.category_id := (v_found ->> 'id')::bigint;
        elsif not v_found ? 'reason' and v.word = 'level' then
            v_ticket.level := v_found ->> 'level';
        end if;
        v_result := v_result || (v.e || v_found);
    end loop;
    return jsonb_build_object('commands', v_result, 'problems', (select coalesce(jsonb_agg(jsonb_build_object('line', x -> 'line',
            'reason', x -> 'reason')), '[]') from jsonb_array_elements(v_result) x where x ? 'reason'));
end
$$;
comment on function turno.command_check(bigint, bigint, jsonb, boolean) is 'Whether an operator may give these commands on a ticket (M24).';
revoke execute on function turno.command_check(bigint, bigint, jsonb, boolean) from public;
grant execute on function turno.command_check(bigint, bigint, jsonb, boolean) to turno_gateway;
