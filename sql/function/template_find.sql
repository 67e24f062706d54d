-- Purpose: which template the members of p name, with a refusal in words.
-- Returns: name, language (of the office without one), status_id.
-- Calls:   admin_choice, admin_refuse, status_find, setting_text. Writes: nothing.
create or replace function turno.template_find(p jsonb, out name text, out language text, out status_id bigint)
language plpgsql stable
set search_path = turno, pg_temp
as $$
begin
    perform admin_choice(p, 'language', '{it,en}');
    name := p ->> 'name';
    language := coalesce(p ->> 'language', setting_text('office.language', 'it'));
    status_id := case when p ->> 'status' is not null then status_find(p ->> 'status') end;
    if p ->> 'kind' is null and template_kind_of(name) is null then
        perform admin_refuse(format('There is no template "%s"; turno brings: %s.', name,
            (select string_agg(k.name, ', ' order by k.name) from template_kind k)));
    elsif p ? 'kind' and not exists (select from template_kind k where k.name = p ->> 'kind') then
        perform admin_refuse(format('There is no kind "%s"; there are: %s.', p ->> 'kind',
            (select string_agg(k.name, ', ' order by k.name) from template_kind k)));
    end if;
end
$$;
comment on function turno.template_find(jsonb) is 'The template that a command names.';
revoke execute on function turno.template_find(jsonb) from public;
grant execute on function turno.template_find(jsonb) to turno_act;
