-- Purpose: open the ticket that an operator's mail asks for (R30; p_fresh: as fresh_read), with all its commands or not at all (M24). Where
--          it names no category the rules for mail say which (M14), by what the contact wrote; it is the operator's turn unless a
--          command says otherwise (R16).
-- Returns: {ticket, post, contact, filter}, or {problems: [{line, reason}]}: nothing was done. TU003 when another makes a contact of the address just now.
-- Calls:   filter_apply, contact_make, ticket_open, command_check, command_run, ticket_refuse, fresh_post. Writes: what those write,
--          ticket_tag.
create or replace function turno.fresh_open(p_mail bigint, p_evidence jsonb, p_operator bigint, p_fresh jsonb, p_channel text)
returns jsonb
language plpgsql volatile
as $$
declare
    v_said jsonb := p_fresh -> 'contact';
    v_contact bigint := (v_said ->> 'id')::bigint;
    v_commands jsonb := jsonb_path_query_array(p_fresh, '$.commands[*] ? (@.word != "category")');
    v_mailbox turno.mailbox;
    v_filter jsonb;
    v_ticket bigint;
    v_post bigint;
    v_done jsonb;
begin
    select b.* into v_mailbox from turno.mail m join turno.mailbox b on b.id = m.mailbox_id where m.id = p_mail;
    v_filter := turno.filter_apply(p_mail, p_evidence || jsonb_build_object('from_address', v_said -> 'address', 'from_name', v_said -> 'name',
        'from', jsonb_build_array(jsonb_build_object('address', v_said -> 'address', 'name', v_said -> 'name')), 'subject', p_fresh -> 'subject',
        'body_text', coalesce(p_fresh #>> '{original,text}', p_fresh ->> 'text')), '{}', '{"level": "authenticated"}');
    begin
        v_contact := coalesce(v_contact, turno.contact_make(null, null, v_said ->> 'name', v_said ->> 'address', v_mailbox.language));
        v_ticket := turno.ticket_open((select c.customer_id from turno.contact c where c.id = v_contact), v_contact,
            coalesce((p_fresh #>> '{category,id}')::bigint, (v_filter ->> 'category')::bigint), p_fresh ->> 'subject',
            case v_mailbox.kind when 'pec' then 'pec' else 'mail' end, v_mailbox.id,
            case when p_fresh -> 'original' <> 'null' then 'contact_message' when p_fresh ->> 'kind' = 'note' then 'opened' else 'reply_keep' end,
            'operator', p_operator, (v_filter ->> 'priority')::bigint, v_filter ->> 'level', (v_filter ->> 'assignee')::bigint);
        insert into turno.ticket_tag (ticket_id, tag)
        select v_ticket, t from jsonb_array_elements_text(coalesce(v_filter -> 'tags', '[]')) t;
        v_done := turno.command_check(v_ticket, p_operator, v_commands, true);
        v_commands := v_done -> 'commands';
        if v_done -> 'problems' = '[]' then
            v_done := turno.command_run(p_mail, p_evidence, v_ticket, p_operator, null, null, (select coalesce(jsonb_agg(c), '[]')
                from jsonb_array_elements(v_commands) c join turno.command k on k.word = c ->> 'word' where k.rank < 50), p_channel);
        end if;
        if not v_done ? 'reason' and not v_done ? 'problems' then
            v_post := turno.fresh_post(p_mail, p_fresh, v_ticket, v_contact, p_operator, p_channel);
            v_done := turno.command_run(p_mail, p_evidence, v_ticket, p_operator, null, null, (select coalesce(jsonb_agg(c), '[]')
                from jsonb_array_elements(v_commands) c join turno.command k on k.word = c ->> 'word' where k.rank > 50), p_channel);
        end if;
        if v_done ? 'reason' then
            v_done := jsonb_build_object('problems', jsonb_build_array(jsonb_build_object('line', '', 'reason', v_done -> 'reason')));
        end if;
        if v_done ? 'problems' then
            perform turno.ticket_refuse('');
        end if;
    exception when sqlstate 'TU003' then
        if v_done is null or not v_done ? 'problems' then
            raise;
        end if;
        return v_done;
    when unique_violation then
        perform turno.ticket_refuse('Somebody has just made a contact of this address: try again.');
    end;
    return jsonb_build_object('ticket', v_ticket, 'post', v_post, 'contact', v_contact, 'filter', v_filter);
end
$$;
comment on function turno.fresh_open(bigint, jsonb, bigint, jsonb, text) is 'Opens the ticket that an operator''s mail asks for (R30, M24).';
revoke execute on function turno.fresh_open(bigint, jsonb, bigint, jsonb, text) from public;
grant execute on function turno.fresh_open(bigint, jsonb, bigint, jsonb, text) to turno_gateway;
