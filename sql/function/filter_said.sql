-- Purpose: what rules made of a mail, in words, for comparing: p_given as filter_apply gives it and as a trace keeps it.
-- Returns: a row for each of outcome, category, priority, level, assignee, tags; value null where nothing was given, and of a mail that
--          is filtered out all but its outcome.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.filter_said(p_given jsonb)
returns table (n integer, key text, value text)
language plpgsql stable
set search_path = turno, pg_temp
as $$
#variable_conflict use_column
declare
    v_is_out boolean := coalesce((p_given ->> 'filtered')::boolean, false);
begin
    return query
    select x.n, x.key, case when x.n = 1 or not v_is_out then x.value end from (values
        (1, 'outcome', case when v_is_out then 'filtered' when (p_given ->> 'hold')::boolean then 'held' else 'taken' end),
        (2, 'category', (select c.path from category c where c.id = (p_given ->> 'category')::bigint)),
        (3, 'priority', (select r.name_it from priority r where r.id = (p_given ->> 'priority')::bigint)),
        (4, 'level', p_given ->> 'level'),
        (5, 'assignee', (select o.login from operator o where o.id = (p_given ->> 'assignee')::bigint)),
        (6, 'tags', (select string_agg(t, ', ' order by t) from jsonb_array_elements_text(p_given -> 'tags') t))) x(n, key, value);
end
$$;
comment on function turno.filter_said(jsonb) is 'What rules made of a mail, in words (M14).';
revoke execute on function turno.filter_said(jsonb) from public;
