-- Purpose: an operator's mail that belongs to no ticket and asks for nothing but #aiuto (M24). The words are no secret and go to his registered
--          address, so that his From is enough.
-- Returns: decision "filtered"; null for any other mail.
-- Calls:   command_read, transcript_add. Writes: outbox.
create or replace function turno.command_help(p_mail bigint, p_evidence jsonb, p_operator bigint)
returns jsonb
language plpgsql volatile
as $$
declare
    v_read jsonb := turno.command_read(p_evidence ->> 'reply_visible_text');
begin
    if jsonb_path_query_array(v_read, '$.commands[*].word') <> '["help"]' or v_read -> 'problems' <> '[]' or v_read ->> 'text' <> '' then
        return null;
    end if;
    perform turno.transcript_add(p_mail, p_evidence, null, p_operator, '{"is_help": true, "results": []}');
    return jsonb_build_object('outcome', 'filtered', 'reason', 'the commands were asked for',
        'trace', jsonb_build_array(jsonb_build_object('step', 'command', 'operator', p_operator, 'commands', v_read -> 'commands')));
end
$$;
comment on function turno.command_help(bigint, jsonb, bigint) is 'Sends the commands to an operator who asks for them in a new mail (M24).';
revoke execute on function turno.command_help(bigint, jsonb, bigint) from public;
grant execute on function turno.command_help(bigint, jsonb, bigint) to turno_gateway;
