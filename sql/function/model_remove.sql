-- Purpose: turno model remove.
-- Returns: an object that names what was removed.
-- Calls:   model_find, admin_refuse_used, admin_delete. Writes: practice_model.
create or replace function turno.model_remove(p jsonb)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_id bigint := model_find(p ->> 'name');
begin
    perform admin_refuse_used(format('Model %s', p ->> 'name'), '{practice}',
        array[(select count(*) from practice x where x.model_id = v_id)]);
    perform admin_delete(format('Model %s', p ->> 'name'), 'practice_model', v_id);
    return jsonb_build_object('removed', p ->> 'name');
end
$$;
comment on function turno.model_remove(jsonb) is 'Removes a model that no practice was made of; others are switched off instead (R13).';
revoke execute on function turno.model_remove(jsonb) from public;
grant execute on function turno.model_remove(jsonb) to turno_act;
