-- Purpose: the one form of list, show, add and set.
-- Returns: an object.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.progress_json(p_state bigint)
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    select to_jsonb(s) || jsonb_build_object('practices', (select count(*) from practice p where p.state_id = s.id))
    from practice_state s where s.id = p_state;
$$;
comment on function turno.progress_json(bigint) is 'A state of practices as the command line shows it.';
revoke execute on function turno.progress_json(bigint) from public;
grant execute on function turno.progress_json(bigint) to turno_act;
