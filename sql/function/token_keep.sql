-- Purpose: how long the tokens of a retired key still count (M17): those by which operators act for 90 days, all others for token.keep
--          days, two years.
-- Returns: the time.
-- Calls:   setting_text. Writes: nothing.
create or replace function turno.token_keep(p_role text)
returns interval
language plpgsql stable
as $$
begin
    return make_interval(days => case when p_role in ('r', 'n') then 90 else turno.setting_text('token.keep', '730')::integer end);
end
$$;
comment on function turno.token_keep is 'How long tokens of a retired key count (M17).';
revoke execute on function turno.token_keep from public;
grant execute on function turno.token_keep to turno_gateway, turno_act;
