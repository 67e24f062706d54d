-- Purpose: An operator makes a practice that comes from no ticket (p: contact or customer, category, level, and as
--          act_practice_from_ticket), in a category of his own (R7, R37).
-- Returns: as practice_make. TU002 for a contact.
-- Calls:   operator_required, form_done, levels_enabled, practice_make, form_keep. Writes: what those write.
create or replace function turno.act_practice_add(p jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_viewer record;
    v_customer bigint;
    v_result jsonb;
begin
    select * into v_viewer from operator_required();
    v_result := form_done(v_viewer.session_id, p);
    if v_result is not null then
        return v_result;
    end if;
    select coalesce((select k.customer_id from contact k where k.id = (p ->> 'contact')::bigint),
        (select c.id from customer c where c.id = (p ->> 'customer')::bigint and p ->> 'contact' is null)) into v_customer;
    if v_customer is null then
        return '{"ok": false, "errors": {"contact": "unknown"}}';
    elsif not exists (select from operator_scope s where s.operator_id = v_viewer.operator_id
            and s.category_id = (p ->> 'category')::bigint and s.level = coalesce(p ->> 'level', 'base')) then
        return '{"ok": false, "errors": {"category": "unknown"}}';
    end if;
    v_result := practice_make(p, jsonb_build_object('customer', v_customer, 'contact', p -> 'contact', 'category', p -> 'category',
        'level', case when levels_enabled() then coalesce(p ->> 'level', 'base') else 'base' end, 'assignee', v_viewer.operator_id), v_viewer.operator_id,
        (select s.channel from session s where s.id = v_viewer.session_id));
    return case when (v_result ->> 'ok')::boolean then form_keep(v_viewer.session_id, p, v_result) else v_result end;
end
$$;
comment on function turno.act_practice_add(jsonb) is 'Makes a practice that comes from no ticket (R37).';
alter function turno.act_practice_add(jsonb) owner to turno_act;
revoke execute on function turno.act_practice_add(jsonb) from public;
grant execute on function turno.act_practice_add(jsonb) to turno_web;
