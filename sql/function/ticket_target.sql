-- Purpose: where a ticket's posts, tokens and links went by merging (R41). A chain ends: ticket_keep_merge lets no loop close.
-- Returns: the number of the ticket that stands for it, mostly itself.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.ticket_target(p_ticket bigint)
returns bigint
language plpgsql stable security definer
set search_path = turno, pg_temp
as $$
declare
    v_ticket bigint := p_ticket;
    v_next bigint;
begin
    loop
        select t.merged_into into v_next from turno.ticket t where t.id = v_ticket;
        exit when v_next is null;
        v_ticket := v_next;
    end loop;
    return v_ticket;
end
$$;
comment on function turno.ticket_target(bigint) is 'The ticket that a merged one leads to (R41).';
alter function turno.ticket_target(bigint) owner to turno_gateway;
revoke execute on function turno.ticket_target(bigint) from public;
grant execute on function turno.ticket_target(bigint) to turno_act;
