-- Purpose: as throttle_take, but who finds the bucket empty takes the next token that will drop into it.
-- Returns: seconds until that token is there, 0 now.
-- Calls:   nothing. Writes: throttle.
create or replace function turno.throttle_reserve(p_key text, p_burst double precision, p_per_second double precision)
returns double precision
language plpgsql volatile
as $$
declare
    v_tokens double precision;
begin
    insert into turno.throttle as t (key, tokens, filled_at)
    values (p_key, p_burst - 1, clock_timestamp())
    on conflict (key) do update
    set tokens = least(p_burst, t.tokens
            + p_per_second * greatest(0, extract(epoch from clock_timestamp() - t.filled_at))) - 1,
        filled_at = clock_timestamp()
    returning tokens into v_tokens;
    return greatest(0, -v_tokens / p_per_second);
end
$$;
comment on function turno.throttle_reserve is 'Takes the next token of a named bucket, in advance if need be.';
revoke execute on function turno.throttle_reserve from public;
grant execute on function turno.throttle_reserve to turno_gateway;
