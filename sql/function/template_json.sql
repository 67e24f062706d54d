-- Purpose: a template as the command line and the web show it.
-- Returns: {name, kind, audience, language, status, is_own, subject, body, fields}; subject and body null: those that turno brings.
-- Calls:   template_kind_of. Writes: nothing.
create or replace function turno.template_json(p_name text, p_language text, p_status bigint)
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    select jsonb_build_object('name', p_name, 'kind', k.name, 'audience', k.audience, 'language', p_language,
        'status', (select s.name_it from status s where s.id = p_status), 'is_own', t.id is not null,
        'subject', t.subject, 'body', t.body,
        'fields', (select jsonb_agg(f.name order by f.name) from template_field f where f.kind = k.name))
    from template_kind k
    left join template t on t.name = p_name and t.language = p_language and t.status_id is not distinct from p_status
    where k.name = template_kind_of(p_name);
$$;
comment on function turno.template_json(text, text, bigint) is 'A template as JSON.';
revoke execute on function turno.template_json(text, text, bigint) from public;
grant execute on function turno.template_json(text, text, bigint) to turno_act;
