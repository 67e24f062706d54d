-- Purpose: turno progress list.
-- Returns: an array in order.
-- Calls:   progress_json. Writes: nothing.
create or replace function turno.progress_list(p jsonb)
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    select coalesce(jsonb_agg(progress_json(s.id) order by s.rank, s.id), '[]') from practice_state s;
$$;
comment on function turno.progress_list(jsonb) is 'All states of practices.';
revoke execute on function turno.progress_list(jsonb) from public;
grant execute on function turno.progress_list(jsonb) to turno_act;
