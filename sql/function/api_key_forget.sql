-- Purpose: what a client of the API did goes with its key; the tickets stay, as their contacts'.
-- Returns: nothing.
-- Calls:   nothing. Writes: api_request, api_opened.
create or replace function turno.api_key_forget(p_key bigint)
returns void
language sql volatile security definer
set search_path = turno, pg_temp
as $$
    delete from api_request r where r.api_key_id = p_key;
    delete from api_opened o where o.api_key_id = p_key;
$$;
comment on function turno.api_key_forget(bigint) is 'Removes what a client of the API did, when its key goes.';
alter function turno.api_key_forget(bigint) owner to turno_gateway;
revoke execute on function turno.api_key_forget(bigint) from public;
grant execute on function turno.api_key_forget(bigint) to turno_act;
