-- Purpose: an administrator removes a customer with no contact, ticket or practice (R13; p: customer, form_key).
-- Returns: {ok, done: removed}; TU002 for who is no administrator or when there is no such customer, TU003 when something is his.
-- Calls:   form_again, admin_submit. Writes: what that does.
create or replace function turno.act_customer_remove(p jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
begin
    if form_again(p) then
        return '{"ok": true, "done": "removed"}';
    elsif not exists (select from customer c where c.id = (p ->> 'customer')::bigint) then
        raise exception using errcode = 'TU002', message = 'There is no such customer.';
    end if;
    perform admin_submit(p, 'customer', 'remove', jsonb_build_object('name', '#' || (p ->> 'customer')),
        p_refusal => 'This customer has contacts, tickets or practices, and stays.');
    return '{"ok": true, "done": "removed"}';
end
$$;
comment on function turno.act_customer_remove(jsonb) is 'An administrator removes a customer (R13).';
alter function turno.act_customer_remove(jsonb) owner to turno_act;
revoke execute on function turno.act_customer_remove(jsonb) from public;
grant execute on function turno.act_customer_remove(jsonb) to turno_web;
