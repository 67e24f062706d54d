-- Purpose: may mail leave by an account now? One that is limited is entered by one claim at a time, so that no token is
--          counted twice; one whose pause is over is entered by one alone, who has the probe.
-- Returns: "open", "probe", or null: not now.
-- Calls:   account_ready_at. Writes: account.
create or replace function turno.account_enter(p_account text, p_per_minute integer, p_per_day integer)
returns text
language plpgsql volatile
as $$
begin
    if not exists (select from turno.account a
            where a.name = p_account and a.per_minute = p_per_minute and a.per_day = p_per_day) then
        insert into turno.account (name, per_minute, per_day) values (p_account, p_per_minute, p_per_day)
        on conflict (name) do update set per_minute = excluded.per_minute, per_day = excluded.per_day;
    end if;
    if p_per_minute > 0 or p_per_day > 0 then
        perform pg_advisory_xact_lock(hashtextextended('turno.account ' || p_account, 0));
    end if;
    if turno.account_ready_at(p_account) > clock_timestamp() then
        return null;
    elsif not exists (select from turno.account a where a.name = p_account and a.paused_until is not null) then
        return 'open';
    end if;
    perform from turno.account a
    where a.name = p_account and a.paused_until <= clock_timestamp() for update skip locked;
    return case when found then 'probe' end;
end
$$;
comment on function turno.account_enter is 'Whether mail may leave by a submission account now.';
revoke execute on function turno.account_enter from public;
grant execute on function turno.account_enter to turno_gateway;
