-- Purpose: the progress of practices, for a choice (R37).
-- Returns: array of {id, name, colour, is_end, is_complete} in order.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.practice_states(p_language text)
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'name', case when p_language = 'en' then s.name_en else s.name_it end,
        'colour', s.colour, 'is_end', s.is_end, 'is_complete', s.is_complete) order by s.rank, s.id), '[]') from practice_state s;
$$;
comment on function turno.practice_states(text) is 'States of practices in order (R37).';
revoke execute on function turno.practice_states(text) from public;
grant execute on function turno.practice_states(text) to turno_web;
