-- Purpose: look-up with a refusal in words.
-- Returns: its id.
-- Calls:   admin_refuse. Writes: nothing.
create or replace function turno.contact_find(p_address text)
returns bigint
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v_id bigint;
begin
    select a.contact_id into v_id from address a where a.folded = lower(p_address) and a.contact_id is not null;
    if not found then
        perform admin_refuse(format('There is no contact with the address "%s".', p_address));
    end if;
    return v_id;
end
$$;
comment on function turno.contact_find(text) is 'The contact with an address, for commands that name one.';
revoke execute on function turno.contact_find(text) from public;
grant execute on function turno.contact_find(text) to turno_act;
