-- Purpose: why an operator's reply by mail must wait for a click (R29): another is answering the ticket (R28), or another has
--          written to the contact since the mail that he answers. Which mail that is, its In-Reply-To says with our signature
--          (the first token); a mail that answers none of ours cannot be late. The caller holds the ticket.
-- Returns: {why: lock | answered, operator: the other's id, reason}; null when it may go.
-- Calls:   token_check. Writes: nothing.
create or replace function turno.reply_hold(p_ticket bigint, p_operator bigint, p_evidence jsonb)
returns jsonb
language plpgsql volatile
as $$
declare
    v_result jsonb;
begin
    select jsonb_build_object('why', 'lock', 'operator', o.id, 'reason', 'another operator is answering: ' || o.name)
    into v_result
    from turno.reply_lock l join turno.operator o on o.id = l.operator_id
    where l.ticket_id = p_ticket and l.operator_id <> p_operator and l.until > clock_timestamp();
    if v_result is not null then
        return v_result;
    end if;
    return (select jsonb_build_object('why', 'answered', 'operator', o.id,
            'reason', 'another operator has answered since: ' || o.name)
        from (select coalesce(b.post_id, (select max(p.id) from turno.post p
                where p.ticket_id = p_ticket and p.at <= b.created_at), 0) as post_id
            from jsonb_array_elements(coalesce(p_evidence #> '{tokens,message}', '[]')) with ordinality x(t, n)
            join turno.outbox b on b.id = (t ->> 'outbox')::bigint and b.ticket_id = p_ticket
            where n <= 20 and turno.token_check('message', 'm', (t ->> 'ticket')::bigint, b.id, (t ->> 'key')::bigint, t ->> 'mac')
            order by n limit 1) answered
        join turno.post q on q.ticket_id = p_ticket and q.id > answered.post_id and q.kind = 'message'
            and q.operator_id <> p_operator
        join turno.operator o on o.id = q.operator_id
        order by q.id desc limit 1);
end
$$;
comment on function turno.reply_hold is 'Why an operator''s reply by mail waits for a click (R29).';
revoke execute on function turno.reply_hold from public;
grant execute on function turno.reply_hold to turno_gateway;
