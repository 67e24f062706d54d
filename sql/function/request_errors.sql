-- Purpose: what is wrong with a request of somebody without credentials (p as request_open takes it).
-- Returns: {} or {field: word}: those of contact_open_errors; name, surname empty, long; tax_code empty, form; email empty, form.
-- Calls:   contact_open_errors, tax_code_check. Writes: nothing.
create or replace function turno.request_errors(p jsonb, p_language text)
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    select contact_open_errors(p - 'uploads', p_language)
        || coalesce(jsonb_object_agg(x.field, x.word) filter (where x.word is not null), '{}')
    from (values
        ('name', case when btrim(coalesce(p ->> 'name', '')) = '' then 'empty' when length(p ->> 'name') > 90 then 'long' end),
        ('surname', case when btrim(coalesce(p ->> 'surname', '')) = '' then 'empty' when length(p ->> 'surname') > 90 then 'long' end),
        ('tax_code', (select case when t.normalised is null then 'empty' when t.normalised !~ '^[A-Z0-9]{11,16}$' then 'form' end
            from tax_code_check(p ->> 'tax_code') t)),
        ('email', case when coalesce(p ->> 'email', '') = '' then 'empty' when length(p ->> 'email') > 254
            or p ->> 'email' !~ '^[^[:cntrl:][:space:]<>]+@[^[:cntrl:][:space:]<>@]+$' then 'form' end)) x(field, word);
$$;
comment on function turno.request_errors(jsonb, text) is 'Errors of a request without credentials, by field (R3).';
alter function turno.request_errors(jsonb, text) owner to turno_act;
revoke execute on function turno.request_errors(jsonb, text) from public;
