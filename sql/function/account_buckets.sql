-- Purpose: the buckets that keep an account below the ceiling of its provider: burst and refill are such that no minute and
--          no 24 hours, wherever they begin, hold more mails than said. A tenth of a minute's, half of a day's may go at
--          once, the rest evenly.
-- Returns: rows; none when the account has no limit.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.account_buckets(p_account text, p_per_minute integer, p_per_day integer)
returns table (key text, burst double precision, per_second double precision)
language sql immutable parallel safe
as $$
    select format('account:%s:%s', x.name, p_account), x.burst, (x.most - x.burst + 1) / x.seconds
    from (values ('minute', p_per_minute, greatest(1, p_per_minute / 10.0), 60),
        ('day', p_per_day, greatest(1, p_per_day / 2.0), 86400)) x(name, most, burst, seconds)
    where x.most > 0;
$$;
comment on function turno.account_buckets is 'Token buckets of a submission account.';
revoke execute on function turno.account_buckets from public;
grant execute on function turno.account_buckets to turno_gateway;
