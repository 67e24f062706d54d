-- Purpose: do all conditions of an automation hold for these facts (R36)? Words are compared case-folded.
-- Returns: true, also without conditions; false.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.automation_matches(p_automation bigint, p_facts jsonb)
returns boolean
language sql stable
as $$
    select not exists (
        select from turno.automation_condition c
        cross join lateral (select lower(p_facts ->> c.field) as found, lower(coalesce(c.category_id::text, c.status_id::text,
            c.priority_id::text, c.operator_id::text, c.mailbox_id::text, nullif(c.value, ''))) as wanted) x
        where c.automation_id = p_automation and not case
            when c.field = 'contact' and c.operator = 'is' then p_facts -> 'addresses' ? x.wanted
            when c.field = 'contact' and c.operator = 'is not' then not p_facts -> 'addresses' ? x.wanted
            when c.operator = 'is' then x.found is not distinct from x.wanted
            when c.operator = 'is not' then x.found is distinct from x.wanted
            when c.operator = 'contains' then position(x.wanted in coalesce(x.found, '')) > 0
            when c.operator = 'starts' then starts_with(coalesce(x.found, ''), x.wanted)
            when c.operator = 'below' then (select p_facts ->> 'path' = g.path or starts_with(p_facts ->> 'path', g.path || ' › ')
                from turno.category g where g.id = c.category_id)
            else (select (p_facts ->> 'rank')::integer >= g.rank from turno.priority g where g.id = c.priority_id) end);
$$;
comment on function turno.automation_matches(bigint, jsonb) is 'Whether the conditions of an automation hold (R36).';
revoke execute on function turno.automation_matches(bigint, jsonb) from public;
grant execute on function turno.automation_matches(bigint, jsonb) to turno_gateway, turno_act;
