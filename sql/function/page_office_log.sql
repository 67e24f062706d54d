-- Purpose: what administrators did on the web, newest first (R4; p: before: id of the last one seen).
-- Returns: {rows: [{id, at, login, noun, verb, key, members}], next}. TU002 for who is no administrator.
-- Calls:   page_admin. Writes: nothing.
create or replace function turno.page_office_log(p jsonb)
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    select jsonb_build_object('rows', x.rows, 'next', case when jsonb_array_length(x.rows) = 50 then x.rows #> '{49,id}' end)
    from (select page_admin(jsonb_build_object('noun', 'log', 'before', p -> 'before', 'limit', 50)) -> 'rows' as rows) x;
$$;
comment on function turno.page_office_log(jsonb) is 'The log of the administration (R4).';
revoke execute on function turno.page_office_log(jsonb) from public;
grant execute on function turno.page_office_log(jsonb) to turno_web;
