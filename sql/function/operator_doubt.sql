-- Purpose: why an answer in an operator's name is not believed to be his (M20): it needs his own signed address (reply or note), and
--          a From that proves him.
-- Returns: the reason; null when it is his. p_sender with trust, the level of mail_trust.
-- Calls:   operator_unproven. Writes: nothing.
create or replace function turno.operator_doubt(p_sender jsonb, p_thread jsonb)
returns text
language plpgsql stable
as $$
begin
    return case
        when p_thread ->> 'ticket' is null then 'operator without his signed reply address'
        when (p_thread ->> 'fits')::boolean is not true then 'the reply address is not this operator''s'
        else turno.operator_unproven(p_sender) end;
end
$$;
comment on function turno.operator_doubt(jsonb, jsonb) is 'Why a mail in an operator''s name is not believed to be his (M20).';
revoke execute on function turno.operator_doubt(jsonb, jsonb) from public;
grant execute on function turno.operator_doubt(jsonb, jsonb) to turno_gateway;
