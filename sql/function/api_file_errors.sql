-- Purpose: what is wrong with the files of a request (p: array of {name, type, content in base64}).
-- Returns: {} or {"files.N": word}: file (not of this form), form (no base64), long (5 MB together).
-- Calls:   base64_read. Writes: nothing.
create or replace function turno.api_file_errors(p jsonb)
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    select coalesce(jsonb_object_agg('files.' || x.n - 1, x.word) filter (where x.word is not null), '{}')
    from (select f.n, case
                when jsonb_typeof(f.value) <> 'object' or jsonb_typeof(f.value -> 'name') is distinct from 'string'
                    or jsonb_typeof(f.value -> 'content') is distinct from 'string'
                    or coalesce(jsonb_typeof(f.value -> 'type'), 'string') <> 'string'
                    or exists (select from jsonb_object_keys(case jsonb_typeof(f.value) when 'object' then f.value else '{}' end) k
                        where k not in ('name', 'type', 'content')) then 'file'
                when f.value ->> 'name' !~ '^[^[:cntrl:]/\\]{1,200}$'
                    or coalesce(f.value ->> 'type', 'a/b') !~ '^[a-z0-9][a-z0-9.+-]{0,60}/[a-z0-9][a-z0-9.+-]{0,120}$' then 'file'
                when sum(length(f.value ->> 'content')) over (order by f.n) > 7000000 then 'long'
                when base64_read(f.value ->> 'content') is null then 'form' end as word
        from jsonb_array_elements(coalesce(p, '[]')) with ordinality f(value, n)) x;
$$;
comment on function turno.api_file_errors(jsonb) is 'Errors of the files of a request to the API.';
alter function turno.api_file_errors(jsonb) owner to turno_act;
revoke execute on function turno.api_file_errors(jsonb) from public;
