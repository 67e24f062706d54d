-- Purpose: when a bucket will hold a token.
-- Returns: that time; in the past when one is there.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.throttle_ready_at(p_key text, p_per_second double precision)
returns timestamptz
language plpgsql stable
as $$
begin
    return (select coalesce((select t.filled_at + make_interval(secs => greatest(0, (1 - t.tokens) / p_per_second))
        from turno.throttle t where t.key = p_key), '-infinity'));
end
$$;
comment on function turno.throttle_ready_at is 'When a named bucket holds its next token.';
revoke execute on function turno.throttle_ready_at from public;
grant execute on function turno.throttle_ready_at to turno_gateway;
