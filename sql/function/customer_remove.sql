-- Purpose: turno customer remove.
-- Returns: an object that names what was removed.
-- Calls:   customer_find, admin_refuse_used, admin_delete. Writes: customer.
create or replace function turno.customer_remove(p jsonb)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_id bigint := customer_find(p ->> 'name');
begin
    perform admin_refuse_used(format('Customer %s', p ->> 'name'), '{contact,ticket,practice}', array[
        (select count(*) from contact k where k.customer_id = v_id),
        (select count(*) from ticket t where t.customer_id = v_id),
        (select count(*) from practice x where x.customer_id = v_id)]);
    perform admin_delete(format('Customer %s', p ->> 'name'), 'customer', v_id);
    return jsonb_build_object('removed', p ->> 'name');
end
$$;
comment on function turno.customer_remove(jsonb) is 'Removes a customer with no contact and no ticket (R13).';
revoke execute on function turno.customer_remove(jsonb) from public;
grant execute on function turno.customer_remove(jsonb) to turno_act;
