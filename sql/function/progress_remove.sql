-- Purpose: turno progress remove.
-- Returns: an object that names what was removed.
-- Calls:   progress_find, admin_refuse_used, admin_refuse, admin_delete. Writes: practice_state.
create or replace function turno.progress_remove(p jsonb)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_id bigint := progress_find(p ->> 'name_it');
begin
    perform admin_refuse_used(format('State %s', p ->> 'name_it'), '{practice}',
        array[(select count(*) from practice x where x.state_id = v_id)]);
    if exists (select from practice_state s where s.id = v_id and (s.is_start or (s.is_end
            and not exists (select from practice_state o where o.is_end and o.id <> v_id)))) then
        perform admin_refuse('Practices need a start and an end: make other states so first.');
    end if;
    perform admin_delete(format('State %s', p ->> 'name_it'), 'practice_state', v_id);
    return jsonb_build_object('removed', p ->> 'name_it');
end
$$;
comment on function turno.progress_remove(jsonb) is 'Removes a state that no practice is in (R13).';
revoke execute on function turno.progress_remove(jsonb) from public;
grant execute on function turno.progress_remove(jsonb) to turno_act;
