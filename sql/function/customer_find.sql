-- Purpose: look-up with a refusal in words; names are compared without case and may not be ambiguous.
-- Returns: its id.
-- Calls:   admin_refuse. Writes: nothing.
create or replace function turno.customer_find(p_name text)
returns bigint
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v_ids bigint[] := array(select c.id from customer c where lower(c.name) = lower(p_name));
begin
    if cardinality(v_ids) <> 1 then
        perform admin_refuse(format(case when v_ids = '{}' then 'There is no customer "%s".'
            else 'Several customers are called "%s".' end, p_name));
    end if;
    return v_ids[1];
end
$$;
comment on function turno.customer_find(text) is 'The customer with a name, for commands that name one.';
revoke execute on function turno.customer_find(text) from public;
grant execute on function turno.customer_find(text) to turno_act;
