-- Purpose: look-up with a refusal in words. "#12" names the contact of that number, as the web does: no address looks like it.
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
    if p_address ~ '^#[0-9]{1,18}$' then
        select k.id into v_id from contact k where k.id = substr(p_address, 2)::bigint and k.merged_into is null and k.erased_at is null;
    else
        select a.contact_id into v_id from address a where a.folded = lower(p_address) and a.contact_id is not null;
    end if;
    if v_id is null then
        perform admin_refuse(format('There is no contact with the address "%s".', p_address));
    end if;
    return v_id;
end
$$;
comment on function turno.contact_find(text) is 'The contact with an address, for commands that name one.';
revoke execute on function turno.contact_find(text) from public;
grant execute on function turno.contact_find(text) to turno_act;
