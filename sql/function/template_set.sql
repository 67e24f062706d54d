-- Purpose: turno template set. p: name, language, status (of the kind status), kind (for a name of the office's own), and the
--          words: subject and body, or text.
-- Returns: what template_json returns.
-- Calls:   admin_keys, admin_refuse, template_find, template_kind_of, template_parts, template_json. Writes: template.
create or replace function turno.template_set(p jsonb)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v record;
    v_kind text;
    v_words record;
begin
    perform admin_keys(p, '{name,language,status,kind,subject,body,text}');
    select * into v from template_find(p);
    v_kind := coalesce(template_kind_of(v.name), p ->> 'kind');
    if v_kind <> coalesce(p ->> 'kind', v_kind) then
        perform admin_refuse(format('The template "%s" is of kind %s: that cannot change.', v.name, v_kind));
    elsif v.name is null or v.name !~ '^[a-z][a-z0-9_]{0,39}$' then
        perform admin_refuse('A template has a name of at most 40 small letters, digits and underscores, a letter first.', 'name');
    elsif v.status_id is not null and v_kind <> 'status' then
        perform admin_refuse('Only the kind "status" has words for single statuses.');
    end if;
    select * into v_words from template_parts(p, v_kind);
    insert into template as t (name, kind, language, status_id, subject, body)
    values (v.name, v_kind, v.language, v.status_id, v_words.subject, v_words.body)
    on conflict on constraint template_once do update set subject = excluded.subject, body = excluded.body, changed_at = now();
    return template_json(v.name, v.language, v.status_id);
end
$$;
comment on function turno.template_set(jsonb) is 'Writes the office''s own words for a mail, checked (R34, R35).';
revoke execute on function turno.template_set(jsonb) from public;
grant execute on function turno.template_set(jsonb) to turno_act;
