-- Purpose: block a sender, or end that (p_is_blocked): what of his came in stays as it is.
-- Returns: whether anything changed.
-- Calls:   nothing. Writes: blocked_sender.
create or replace function turno.sender_block(p_pattern text, p_operator bigint, p_reason text, p_is_blocked boolean)
returns boolean
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
begin
    if p_is_blocked then
        insert into turno.blocked_sender (pattern, operator_id, reason) values (p_pattern, p_operator, p_reason) on conflict do nothing;
    else
        delete from turno.blocked_sender b where b.pattern = p_pattern;
    end if;
    return found;
end
$$;
comment on function turno.sender_block(text, bigint, text, boolean) is 'Blocks a sender, or ends that.';
alter function turno.sender_block(text, bigint, text, boolean) owner to turno_gateway;
revoke execute on function turno.sender_block(text, bigint, text, boolean) from public;
grant execute on function turno.sender_block(text, bigint, text, boolean) to turno_act;
