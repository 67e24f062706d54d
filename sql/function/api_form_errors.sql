-- Purpose: what is wrong with the form of a request (p: its body): members that are not known here, of the wrong type, missing, too long.
--          With "ticket" it adds a message, else it opens a ticket.
-- Returns: {} or {member: word}: member, type, missing, long.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.api_form_errors(p jsonb)
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    with member(path, type, form, is_required, most) as (values
        ('ticket', 'number', 'add', true, 18), ('text', 'string', 'any', true, 200000), ('files', 'array', 'any', false, 20),
        ('contact', 'object', 'open', true, 4), ('contact.address', 'string', 'open', true, 254),
        ('contact.name', 'string', 'open', false, 200), ('contact.language', 'string', 'open', false, 2),
        ('customer', 'string', 'open', false, 200), ('category', 'string', 'open', true, 1000),
        ('subject', 'string', 'open', true, 250), ('priority', 'string', 'open', false, 100),
        ('reference', 'string', 'open', false, 64), ('place', 'object', 'open', false, 3),
        ('place.address', 'string', 'open', false, 300), ('place.latitude', 'number', 'open', false, 20),
        ('place.longitude', 'number', 'open', false, 20), ('due_on', 'string', 'open', false, 10)
    ), given(path, value) as (
        select k.key, k.value from jsonb_each(p) k
        union all
        select o.key || '.' || k.key, k.value from jsonb_each(p) o
        cross join lateral jsonb_each(case when jsonb_typeof(o.value) = 'object' then o.value else '{}' end) k
    ), finding(path, word) as (
        select g.path, case when m.path is null then 'member' when jsonb_typeof(g.value) <> m.type then 'type'
            when m.is_required and jsonb_typeof(g.value) = 'string' and btrim(g.value #>> '{}', E' \t\r\n') = '' then 'missing'
            when m.type in ('string', 'number') and length(g.value #>> '{}') > m.most
                or m.type = 'array' and jsonb_array_length(case jsonb_typeof(g.value) when 'array' then g.value else '[]' end) > m.most
                then 'long' end
        from given g
        left join member m on m.path = g.path and m.form in ('any', case when p ? 'ticket' then 'add' else 'open' end)
        union all
        select m.path, 'missing' from member m
        where m.is_required and m.form in ('any', case when p ? 'ticket' then 'add' else 'open' end)
            and not exists (select from given g where g.path = m.path)
    )
    select coalesce(jsonb_object_agg(left(f.path, 100), f.word) filter (where f.word is not null), '{}') from finding f;
$$;
comment on function turno.api_form_errors(jsonb) is 'Errors of the form of a request to the API, by member.';
alter function turno.api_form_errors(jsonb) owner to turno_act;
revoke execute on function turno.api_form_errors(jsonb) from public;
