-- Purpose: the address and the name in what an operator writes behind #contatto (M24): an address alone, or a name and an address in
--          brackets, as mail programs write them, also with the link that some of them add.
-- Returns: {address, name}; address null when there is none, name null when it is not said.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.fresh_address(p_value text)
returns jsonb
language sql immutable parallel safe
as $$
    select jsonb_build_object('address', lower(x.m[2]), 'name', nullif(btrim(left(x.m[1], 200), E' \t"''<,:'), ''))
    from (select regexp_match(p_value, '^([^<@]*[[:space:]<]|<?)([^[:space:]<>,;:"()@]+@[^[:space:]<>,;:"()@]+)') as m) x;
$$;
comment on function turno.fresh_address(text) is 'Address and name behind #contatto (M24).';
revoke execute on function turno.fresh_address(text) from public;
grant execute on function turno.fresh_address(text) to turno_gateway;
