-- Purpose: an operator's mail whose commands cannot be carried out, or that nearly has one (M24): nothing of it is done or sent, its words
--          stay on the ticket as a note, and he is told why.
-- Returns: decision "post"; "filtered" when it has no words besides the commands.
-- Calls:   command_read, post_add, colleagues_tell, event_add, transcript_add. Writes: post, event, outbox.
create or replace function turno.command_refuse(p_mail bigint, p_evidence jsonb, p_ticket bigint, p_operator bigint, p_read jsonb, p_problems jsonb)
returns jsonb
language plpgsql volatile
as $$
declare
    v_text text := btrim(replace(p_evidence ->> 'reply_visible_text', E'\r', ''), E' \t\n');
    v_kept boolean := (p_read ->> 'is_near_miss')::boolean or p_read ->> 'text' <> '' or jsonb_array_length(p_evidence -> 'attachments') > 0;
    v_post bigint;
begin
    if v_kept then
        v_post := turno.post_add(p_ticket, 'note', 'operator', p_operator, 'mail', v_text, v_text, p_mail, p_evidence -> 'attachments');
        perform turno.colleagues_tell(p_ticket, v_post, 'note', p_operator, '{}');
    end if;
    perform turno.event_add(p_ticket, 'parked', 'operator', p_operator, 'mail', v_post, null, p_mail::text, p_problems #>> '{0,reason}');
    perform turno.transcript_add(p_mail, p_evidence, p_ticket, p_operator, jsonb_build_object('is_refused', true, 'is_kept', v_kept,
        'results', p_problems));
    return jsonb_build_object('outcome', case when v_kept then 'post' else 'filtered' end, 'ticket', p_ticket,
        'reason', 'refused commands: ' || (p_problems #>> '{0,reason}'), 'trace', jsonb_build_array(jsonb_build_object('step', 'command',
            'operator', p_operator, 'refused', true, 'commands', p_read -> 'commands', 'problems', p_problems)));
end
$$;
comment on function turno.command_refuse(bigint, jsonb, bigint, bigint, jsonb, jsonb) is 'An operator''s mail whose commands are not carried out (M24).';
revoke execute on function turno.command_refuse(bigint, jsonb, bigint, bigint, jsonb, jsonb) from public;
grant execute on function turno.command_refuse(bigint, jsonb, bigint, bigint, jsonb, jsonb) to turno_gateway;
