-- Purpose: what an operator's mail asks for, in one transaction of its own (M24): the commands that go before the text, the text as a
--          reply or a note, the commands behind it. A reply passes the turn (R14) unless the mail says whose it is.
-- Returns: {post: id or null}, or {reason}: something refused, and nothing was done.
-- Calls:   command_do, post_add, colleagues_tell, turn_apply, reply_lock_end. Writes: what those write.
create or replace function turno.command_run(p_mail bigint, p_evidence jsonb, p_ticket bigint, p_operator bigint, p_kind text, p_text text,
    p_commands jsonb, p_channel text)
returns jsonb
language plpgsql volatile
as $$
declare
    v_post bigint;
    v_state text;
    v_reason text;
begin
    perform turno.command_do(p_ticket, p_operator, x.e, p_channel)
    from (select e from jsonb_array_elements(p_commands) with ordinality x(e, n) join turno.command c on c.word = e ->> 'word'
        where c.rank < 50 order by c.rank, n) x;
    if p_kind is not null then
        v_post := turno.post_add(p_ticket, case p_kind when 'reply' then 'message' else 'note' end, 'operator', p_operator, 'mail',
            p_text, p_text, p_mail, p_evidence -> 'attachments');
    end if;
    if p_kind = 'note' then
        perform turno.colleagues_tell(p_ticket, v_post, 'note', p_operator, '{}');
    elsif p_kind = 'reply' then
        perform turno.turn_apply(p_ticket, case when p_commands @? '$[*] ? (@.word == "keep" || @.word == "turn" || @.word == "status"
            || @.word == "close")' then 'reply_keep' else 'reply' end, 'operator', p_operator, p_channel, v_post);
        perform turno.reply_lock_end(p_ticket, p_operator);
    end if;
    perform turno.command_do(p_ticket, p_operator, x.e, p_channel)
    from (select e from jsonb_array_elements(p_commands) with ordinality x(e, n) join turno.command c on c.word = e ->> 'word'
        where c.rank > 50 order by c.rank, n) x;
    return jsonb_build_object('post', v_post);
exception when others then
    get stacked diagnostics v_state = returned_sqlstate, v_reason = message_text;
    if v_state = '55P03' and p_channel <> 'mail' then
        v_reason := 'somebody is working on the other ticket, try again';
    elsif v_state not in ('TU002', 'TU003', '23505', '23514') then
        raise;
    end if;
    return jsonb_build_object('reason', v_reason);
end
$$;
comment on function turno.command_run(bigint, jsonb, bigint, bigint, text, text, jsonb, text) is 'Does what an operator''s mail asks for, or nothing (M24).';
revoke execute on function turno.command_run(bigint, jsonb, bigint, bigint, text, text, jsonb, text) from public;
grant execute on function turno.command_run(bigint, jsonb, bigint, bigint, text, text, jsonb, text) to turno_gateway;
