-- Purpose: turno practice show, as the owner of the database.
-- Returns: the practice as practice_json.
-- Calls:   practice_find, practice_json. Writes: nothing.
create or replace function turno.practice_show(p jsonb)
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    select practice_json(practice_find(p ->> 'practice'), p ->> 'language');
$$;
comment on function turno.practice_show(jsonb) is 'A practice as the command line shows it.';
revoke execute on function turno.practice_show(jsonb) from public;
