-- Purpose: an installation that has an administrator keeps one (R4). One change of administrators at a time: two, each leaving
--          one other, would leave none together.
-- Returns: whether there is one now; called before a change, and after it with what it said before.
-- Calls:   admin_refuse. Writes: nothing (takes a lock until the transaction ends).
create or replace function turno.admin_keep(p_before boolean default false)
returns boolean
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_is_any boolean;
begin
    perform pg_advisory_xact_lock(hashtext('turno.admin'));
    v_is_any := exists (select from operator o where o.is_admin and o.is_active);
    if p_before and not v_is_any then
        perform admin_refuse('Somebody must administer: make another operator an administrator first.');
    end if;
    return v_is_any;
end
$$;
comment on function turno.admin_keep(boolean) is 'Refuses a change that leaves nobody who administers (R4).';
revoke execute on function turno.admin_keep(boolean) from public;
grant execute on function turno.admin_keep(boolean) to turno_act;
