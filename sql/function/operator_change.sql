-- Purpose: writes the members that p has.
-- Returns: the operator as shown.
-- Calls:   admin_keys, admin_choice, admin_keep, address_change, operator_password, operator_grant, operator_unassign, operator_json.
-- Writes:  operator, address, operator_category, session, ticket, event.
create or replace function turno.operator_change(p_operator bigint, p jsonb)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_before boolean := p ?| '{is_admin,is_active}' and admin_keep();
begin
    perform admin_keys(p, '{login,name,language,signature,is_admin,has_triage,wants_mail,is_active,addresses,add_addresses,remove_addresses,main_address,pec,password,category,level,below}');
    perform admin_choice(p, 'language', '{it,en}');
    update operator set
        name = coalesce(p ->> 'name', name), language = coalesce(p ->> 'language', language),
        signature = coalesce(p ->> 'signature', signature),
        has_triage = coalesce((p ->> 'has_triage')::boolean, has_triage),
        wants_mail = coalesce((p ->> 'wants_mail')::boolean, wants_mail)
    where id = p_operator;
    perform address_change(null, p_operator, p);
    if p ? 'password' then
        perform operator_password(p_operator, p -> 'password');
    end if;
    if p ? 'category' <> p ? 'level' then
        perform admin_refuse('A category needs a level, and a level a category.', 'category');
    end if;
    if p ? 'category' then
        perform operator_grant(p_operator, p ->> 'category', p ->> 'level', coalesce((p ->> 'below')::boolean, false));
    end if;
    -- Last, because an administrator who gives it up may write no more.
    if p ?| '{is_admin,is_active}' then
        update operator set is_admin = coalesce((p ->> 'is_admin')::boolean, is_admin),
            is_active = coalesce((p ->> 'is_active')::boolean, is_active)
        where id = p_operator;
        perform admin_keep(v_before);
    end if;
    perform operator_unassign(p_operator);
    return operator_json(p_operator);
end
$$;
comment on function turno.operator_change(bigint, jsonb) is 'What operator add and set have in common.';
revoke execute on function turno.operator_change(bigint, jsonb) from public;
grant execute on function turno.operator_change(bigint, jsonb) to turno_act;
