-- Purpose: a practice for an operator (p: practice, language).
-- Returns: as practice_json, with what the page offers: states, assignees, missing (what it lacks to be done). TU002 when he
--          may not see it.
-- Calls:   practice_json, practice_states, practice_assignees, practice_missing. Writes: nothing.
create or replace function turno.page_practice(p jsonb)
returns jsonb
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v_practice bigint := (p ->> 'practice')::bigint;
    v_result jsonb := practice_json(v_practice, p ->> 'language');
begin
    if v_result is null then
        raise exception using errcode = 'TU002', message = 'There is no such practice.';
    end if;
    return v_result || jsonb_build_object('states', practice_states(p ->> 'language'),
        'assignees', practice_assignees(v_practice, null), 'missing', practice_missing(v_practice, '{}'));
end
$$;
comment on function turno.page_practice(jsonb) is 'A practice as an operator sees it (R9, R37).';
revoke execute on function turno.page_practice(jsonb) from public;
grant execute on function turno.page_practice(jsonb) to turno_web;
