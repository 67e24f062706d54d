-- Purpose: turno status remove.
-- Returns: an object that names what was removed.
-- Calls:   status_find, admin_refuse_used, admin_refuse. Writes: status.
create or replace function turno.status_remove(p jsonb)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_id bigint := status_find(p ->> 'name_it');
begin
    perform admin_refuse_used(format('Status %s', p ->> 'name_it'), '{ticket,template,notice rule}', array[
        (select count(*) from ticket t where t.status_id = v_id),
        (select count(*) from template t where t.status_id = v_id),
        (select count(*) from notice_rule r where r.status_id = v_id)]);
    if exists (select from status s where s.id = v_id and (s.is_builtin or s.is_default or s.is_opening or s.is_closing)) then
        perform admin_refuse('A built-in, default, opening or closing status cannot be removed.');
    end if;
    perform admin_delete(format('Status %s', p ->> 'name_it'), 'status', v_id);
    return jsonb_build_object('removed', p ->> 'name_it');
end
$$;
comment on function turno.status_remove(jsonb) is 'Removes a status that nothing uses (R13).';
revoke execute on function turno.status_remove(jsonb) from public;
grant execute on function turno.status_remove(jsonb) to turno_act;
