-- Purpose: by which row of blocked_sender an address is blocked: itself, its domain, or one above that.
-- Returns: the pattern, the nearest; null when it is not.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.blocked_by(p_address text)
returns text
language plpgsql stable security definer
set search_path = turno, pg_temp
as $$
begin
    return (select b.pattern
        from (select lower(left(p_address, 320)) as address) x
        cross join lateral (select string_to_array(substring(x.address from '@([^@]*)$'), '.') as labels) d
        join turno.blocked_sender b on b.pattern = any (array(select '@' || array_to_string(d.labels[n:], '.')
            from generate_subscripts(d.labels, 1) n) || x.address)
        order by length(b.pattern) desc
        limit 1);
end
$$;
comment on function turno.blocked_by(text) is 'Why an address is blocked.';
alter function turno.blocked_by(text) owner to turno_gateway;
revoke execute on function turno.blocked_by(text) from public;
grant execute on function turno.blocked_by(text) to turno_act;
