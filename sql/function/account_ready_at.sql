-- Purpose: when an account may send its next mail, by its limits and its pause.
-- Returns: that time; in the past when it may now.
-- Calls:   account_buckets, throttle_ready_at. Writes: nothing.
create or replace function turno.account_ready_at(p_account text)
returns timestamptz
language plpgsql stable
as $$
begin
    return (select coalesce(greatest(max(a.paused_until), max(turno.throttle_ready_at(b.key, b.per_second))), '-infinity')
        from turno.account a left join lateral turno.account_buckets(a.name, a.per_minute, a.per_day) b on true
        where a.name = p_account);
end
$$;
comment on function turno.account_ready_at is 'When a submission account may send its next mail.';
revoke execute on function turno.account_ready_at from public;
grant execute on function turno.account_ready_at to turno_gateway;
