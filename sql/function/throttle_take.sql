-- Purpose: a token bucket by name: holds p_burst, fills by p_per_second.
-- Returns: true when a token was there and is taken, false when the bucket is empty.
-- Calls:   nothing. Writes: throttle.
create or replace function turno.throttle_take(p_key text, p_burst double precision, p_per_second double precision)
returns boolean
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_tokens double precision;
begin
    insert into turno.throttle as t (key, tokens, filled_at)
    values (p_key, p_burst, clock_timestamp())
    on conflict (key) do update
    set tokens = least(p_burst, t.tokens
            + p_per_second * greatest(0, extract(epoch from clock_timestamp() - t.filled_at))),
        filled_at = clock_timestamp()
    returning tokens into v_tokens;
    if v_tokens < 1 then
        return false;
    end if;
    update turno.throttle set tokens = tokens - 1 where key = p_key;
    return true;
end
$$;
comment on function turno.throttle_take is 'Takes a token from a named bucket; false when it is empty.';
alter function turno.throttle_take owner to turno_gateway;
revoke execute on function turno.throttle_take from public;
grant execute on function turno.throttle_take to turno_act;
