-- Purpose: what the fields X-Turno-… of a mail give, for a mailbox that trusts them (M14). What names nothing that there is, is left out.
-- Returns: {category, priority, level, assignee, tags}, each only when it is given.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.filter_headers(p_evidence jsonb)
returns jsonb
language plpgsql stable
set search_path = turno, pg_temp
as $$
begin
    return (with field as (
            select substr(h ->> 'name', 9) as name, btrim(h ->> 'value') as value, n
            from jsonb_array_elements(coalesce(p_evidence -> 'headers', '[]')) with ordinality x(h, n)
            where h ->> 'name' in ('x-turno-category', 'x-turno-priority', 'x-turno-level', 'x-turno-assignee', 'x-turno-tag')
        )
        select jsonb_strip_nulls(jsonb_build_object(
            'category', (select c.id from field f join category c on lower(c.path) = lower(regexp_replace(f.value, '\s+[>›]\s+', ' › ', 'g'))
                where f.name = 'category' order by f.n limit 1),
            'priority', (select r.id from field f join priority r on lower(f.value) in (lower(r.name_it), lower(r.name_en))
                where f.name = 'priority' order by f.n, r.id limit 1),
            'level', (select lower(f.value) from field f where f.name = 'level' and lower(f.value) in ('base', 'advanced') order by f.n limit 1),
            'assignee', (select o.id from field f join operator o on o.login = lower(f.value) and o.is_active
                where f.name = 'assignee' order by f.n limit 1),
            'tags', (select jsonb_agg(distinct t) from field f, regexp_split_to_table(lower(f.value), '\s*,\s*') t
                where f.name = 'tag' and t ~ '^[[:alnum:]][[:alnum:] _.-]{0,39}$'))));
end
$$;
comment on function turno.filter_headers(jsonb) is 'What the header of a trusted mailbox''s mail gives its ticket (M14).';
revoke execute on function turno.filter_headers(jsonb) from public;
grant execute on function turno.filter_headers(jsonb) to turno_gateway;
