-- Purpose: turno template list.
-- Returns: array of {name, kind, audience, language, status, is_own}: every kind in each language, and the office's own.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.template_list(p jsonb)
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    with every(name, kind, language, status_id, is_own) as (
        select t.name, t.kind, t.language, t.status_id, true from template t
        union all
        select k.name, k.name, l.language, null, false from template_kind k, unnest('{it,en}'::text[]) l(language)
        where not exists (select from template t where t.name = k.name and t.language = l.language and t.status_id is null)
    )
    select jsonb_agg(jsonb_build_object('name', e.name, 'kind', e.kind, 'audience', k.audience, 'language', e.language,
        'status', s.name_it, 'is_own', e.is_own) order by k.audience, e.name, e.language desc, s.id nulls first)
    from every e join template_kind k on k.name = e.kind left join status s on s.id = e.status_id;
$$;
comment on function turno.template_list(jsonb) is 'All templates (R34).';
revoke execute on function turno.template_list(jsonb) from public;
grant execute on function turno.template_list(jsonb) to turno_act;
