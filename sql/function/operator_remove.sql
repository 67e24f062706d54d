-- Purpose: turno operator remove.
-- Returns: an object that names who was removed.
-- Calls:   operator_find, admin_keep, admin_refuse_used, operator_forget, admin_delete.
-- Writes:  operator, address, operator_category, and what operator_forget writes.
create or replace function turno.operator_remove(p jsonb)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_id bigint := operator_find(p ->> 'login');
    v_before boolean := admin_keep();
begin
    perform admin_refuse_used(format('Operator %s', p ->> 'login'), '{ticket,post,event,mail,note,knowledge note,category,practice,download}', array[
        (select count(*) from ticket t where v_id in (t.assignee_id, t.opened_by)),
        (select count(*) from post x where x.operator_id = v_id),
        (select count(*) from event e where e.operator_id = v_id),
        (select count(*) from outbox o where o.operator_id = v_id),
        (select count(*) from post_notified n where n.operator_id = v_id),
        (select count(*) from knowledge k where k.operator_id = v_id),
        (select count(*) from category c where c.assign_operator_id = v_id),
        (select count(*) from practice x where v_id in (x.assignee_id, x.created_by)
            or exists (select from practice_event e where e.practice_id = x.id and e.operator_id = v_id)),
        (select count(*) from attachment_download d where d.operator_id = v_id)]);
    perform operator_forget(v_id);
    delete from operator_category oc where oc.operator_id = v_id;
    delete from address a where a.operator_id = v_id;
    perform admin_delete(format('Operator %s', p ->> 'login'), 'operator', v_id);
    perform admin_keep(v_before);
    return jsonb_build_object('removed', p ->> 'login');
end
$$;
comment on function turno.operator_remove(jsonb) is 'Removes an operator who left no trace; others are switched off instead (R13).';
revoke execute on function turno.operator_remove(jsonb) from public;
grant execute on function turno.operator_remove(jsonb) to turno_act;
