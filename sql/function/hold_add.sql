-- Purpose: turno hold add: nothing erases this ticket until the hold is removed. p: ticket, reason.
-- Returns: {ticket, reason}.
-- Calls:   admin_keys, hold_find, admin_refuse. Writes: ticket_hold.
create or replace function turno.hold_add(p jsonb)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_ticket bigint := hold_find(p ->> 'ticket');
begin
    perform admin_keys(p, '{ticket,reason}');
    if coalesce(btrim(p ->> 'reason'), '') = '' then
        perform admin_refuse('A hold needs a reason.', 'reason');
    end if;
    insert into ticket_hold (ticket_id, reason, operator_id) values (v_ticket, btrim(p ->> 'reason'), (select v.operator_id from viewer() v))
    on conflict (ticket_id) do update set reason = excluded.reason, operator_id = excluded.operator_id;
    return jsonb_build_object('ticket', v_ticket, 'reason', btrim(p ->> 'reason'));
end
$$;
comment on function turno.hold_add(jsonb) is 'Holds a ticket (R39).';
revoke execute on function turno.hold_add(jsonb) from public;
grant execute on function turno.hold_add(jsonb) to turno_act;
