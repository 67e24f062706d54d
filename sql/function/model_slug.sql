-- Purpose: the name of a custom field whose label was typed only: what API and command line call it (R37).
-- Returns: a-z, 0-9 and underscore, a letter first, 36 characters at most.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.model_slug(p_label text)
returns text
language sql immutable parallel safe
set search_path = turno, pg_temp
as $$
    select case when x.slug ~ '^[a-z]' then left(x.slug, 36) else left('f_' || x.slug, 36) end
    from (select btrim(regexp_replace(translate(lower(p_label), 'àáâäèéêëìíîïòóôöùúûüçñ', 'aaaaeeeeiiiioooouuuucn'), '[^a-z0-9]+', '_', 'g'), '_') as slug) x;
$$;
comment on function turno.model_slug(text) is 'The name of a custom field by its label (R37).';
revoke execute on function turno.model_slug(text) from public;
grant execute on function turno.model_slug(text) to turno_act;
