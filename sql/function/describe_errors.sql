-- Purpose: what is wrong with what somebody says of a ticket (p as act_describe takes it, R32, R33).
-- Returns: {} or {field: word}: subject empty, long; reference long, form, digits; timing form; due_on empty, date, past; address long, form;
--          latitude, longitude empty, form, range.
-- Calls:   date_read, decimal_read. Writes: nothing.
create or replace function turno.describe_errors(p jsonb)
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    select coalesce(jsonb_object_agg(x.field, x.word) filter (where x.word is not null), '{}')
    from (values
        ('subject', case when not p ? 'subject' then null
            when btrim(coalesce(p ->> 'subject', '')) = '' then 'empty'
            when length(p ->> 'subject') > 250 then 'long' end),
        ('reference', case when length(btrim(p ->> 'reference')) > 64 then 'long'
            when p ->> 'reference' ~ '[[:cntrl:]]' then 'form'
            when btrim(p ->> 'reference') ~ '^[0-9]+$' and btrim(p ->> 'reference') is distinct from p ->> 'ticket' then 'digits' end),
        ('timing', case when p ->> 'timing' not in ('now', 'planned') then 'form' end),
        ('due_on', case when p ->> 'timing' = 'now' then null
            when p ->> 'timing' = 'planned' and coalesce(p ->> 'due_on', '') = '' then 'empty'
            when coalesce(p ->> 'due_on', '') = '' then null
            when date_read(p ->> 'due_on') is null then 'date'
            when date_read(p ->> 'due_on') < current_date then 'past' end),
        ('address', case when length(btrim(p ->> 'address')) > 300 then 'long'
            when p ->> 'address' ~ '[[:cntrl:]]' then 'form' end),
        ('latitude', case when coalesce(p ->> 'latitude', '') = '' then case when coalesce(p ->> 'longitude', '') <> '' then 'empty' end
            when decimal_read(p ->> 'latitude') is null then 'form'
            when abs(decimal_read(p ->> 'latitude')) > 90 then 'range' end),
        ('longitude', case when coalesce(p ->> 'longitude', '') = '' then case when coalesce(p ->> 'latitude', '') <> '' then 'empty' end
            when decimal_read(p ->> 'longitude') is null then 'form'
            when abs(decimal_read(p ->> 'longitude')) > 180 then 'range' end)) x(field, word);
$$;
comment on function turno.describe_errors is 'Errors of what describes a ticket, by field (R32, R33).';
alter function turno.describe_errors owner to turno_act;
revoke execute on function turno.describe_errors from public;
