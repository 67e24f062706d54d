-- Purpose: look-up with a refusal in words; names are compared without case and may not be ambiguous: "#12" names the customer of that
--          number, as the web does.
-- Returns: its id.
-- Calls:   customer_named, admin_refuse. Writes: nothing.
create or replace function turno.customer_find(p_name text)
returns bigint
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v record;
begin
    select * into v from customer_named(p_name, null);
    if v.id is null then
        perform admin_refuse(format(case when v.error = 'unknown' then 'There is no customer "%s".'
            else 'Several customers are called "%s": write # and the number of the one that is meant.' end, p_name));
    end if;
    return v.id;
end
$$;
comment on function turno.customer_find(text) is 'The customer with a name, for commands that name one.';
revoke execute on function turno.customer_find(text) from public;
grant execute on function turno.customer_find(text) to turno_act;
