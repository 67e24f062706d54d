-- Purpose: ids as a form gives them: a list, or one alone.
-- Returns: the ids, each once; none when the member is missing.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.act_ids(p jsonb)
returns bigint[]
language sql immutable
set search_path = turno, pg_temp
as $$
    select coalesce(array_agg(distinct x.id::bigint), '{}')
    from jsonb_array_elements_text(case jsonb_typeof(p) when 'array' then p when 'null' then '[]' else jsonb_build_array(p) end) x(id)
    where x.id <> '';
$$;
comment on function turno.act_ids is 'Ids as a form gives them.';
alter function turno.act_ids owner to turno_act;
revoke execute on function turno.act_ids from public;
