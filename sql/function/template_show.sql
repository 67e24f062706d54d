-- Purpose: turno template show. p: name, language, status.
-- Returns: what template_json returns.
-- Calls:   template_find, template_json. Writes: nothing.
create or replace function turno.template_show(p jsonb)
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    select template_json(f.name, f.language, f.status_id) from template_find(p - 'kind') f;
$$;
comment on function turno.template_show(jsonb) is 'One template (R34).';
revoke execute on function turno.template_show(jsonb) from public;
grant execute on function turno.template_show(jsonb) to turno_act;
