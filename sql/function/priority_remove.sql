-- Purpose: turno priority remove.
-- Returns: an object that names what was removed.
-- Calls:   priority_find, admin_refuse_used, admin_refuse, admin_delete. Writes: priority.
create or replace function turno.priority_remove(p jsonb)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_id bigint := priority_find(p ->> 'name_it');
begin
    perform admin_refuse_used(format('Priority %s', p ->> 'name_it'), '{ticket}',
        array[(select count(*) from ticket t where t.priority_id = v_id)]);
    if (select q.is_default from priority q where q.id = v_id) then
        perform admin_refuse('The default priority cannot be removed: make another one the default first.');
    end if;
    perform admin_delete(format('Priority %s', p ->> 'name_it'), 'priority', v_id);
    return jsonb_build_object('removed', p ->> 'name_it');
end
$$;
comment on function turno.priority_remove(jsonb) is 'Removes a priority that nothing uses (R13).';
revoke execute on function turno.priority_remove(jsonb) from public;
grant execute on function turno.priority_remove(jsonb) to turno_act;
