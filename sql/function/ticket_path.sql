-- Purpose: where a ticket's posts went by merging (R41), by what its timeline says.
-- Returns: the ticket itself, then each that it was merged into.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.ticket_path(p_ticket bigint)
returns bigint[]
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v_path bigint[] := array[p_ticket];
    v_next text;
begin
    loop
        select e.new into v_next from event e
        where e.ticket_id = v_path[cardinality(v_path)] and e.type = 'merged' and e.note = 'into' and e.new ~ '^[0-9]{1,18}$'
        order by e.seq desc limit 1;
        exit when not found or v_next::bigint = any (v_path);
        v_path := v_path || v_next::bigint;
    end loop;
    return v_path;
end
$$;
comment on function turno.ticket_path(bigint) is 'A ticket and those that it was merged into (R41).';
revoke execute on function turno.ticket_path(bigint) from public;
