-- Purpose: the status of a ticket that is being born with this turn: the opening one where it fits, else the turn's own (R16).
-- Returns: id of the status.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.birth_status(p_turn text)
returns bigint
language plpgsql stable
as $$
begin
    return (select s.id from turno.status s where s.turn = p_turn and (s.is_opening or s.is_default)
        order by s.is_opening desc limit 1);
end
$$;
comment on function turno.birth_status(text) is 'Status of a new ticket (R16).';
revoke execute on function turno.birth_status(text) from public;
grant execute on function turno.birth_status(text) to turno_gateway;
