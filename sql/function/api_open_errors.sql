-- Purpose: what is wrong with a ticket that a client wants to open (p: the body of its request, of the right form).
-- Returns: {} or {member: word}: address, office, stranger, customer, joins, category, priority, language, taken and those of
--          describe_errors.
-- Calls:   api_category, describe_errors. Writes: nothing.
create or replace function turno.api_open_errors(p_contacts text, p jsonb)
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    with x as (
        select p #>> '{contact,address}' as address, p ->> 'customer' as customer, a.operator_id, a.contact_id,
            (select c.customer_id from contact c where c.id = a.contact_id) as customer_id
        from (values (1)) one left join address a on a.folded = lower(p #>> '{contact,address}')
    )
    select coalesce(jsonb_object_agg(e.member, e.word) filter (where e.word is not null), '{}')
    from (
        select 'contact.address', case when x.address !~ '^[^[:cntrl:][:space:]<>]+@[^[:cntrl:][:space:]<>@]+$' then 'address'
            when x.operator_id is not null or exists (select from mailbox m where m.address_folded = lower(x.address)) then 'office'
            when x.contact_id is null and p_contacts = 'known' then 'stranger' end from x
        union all
        select 'customer', case when x.customer is null then null
            when x.contact_id is not null and not exists (select from customer c where c.id = x.customer_id
                and lower(c.name) = lower(btrim(x.customer))) then 'customer'
            when x.contact_id is null and p_contacts <> 'any' and exists (select from customer c
                where lower(c.name) = lower(btrim(x.customer))) then 'joins' end from x
        union all
        select 'category', case when api_category(p ->> 'category') is null then 'category' end
        union all
        select 'priority', case when p ? 'priority' and not exists (select from priority r
            where lower(p ->> 'priority') in (lower(r.name_it), lower(r.name_en))) then 'priority' end
        union all
        select 'contact.language', case when p #>> '{contact,language}' not in ('it', 'en') then 'language' end
        union all
        select 'contact.name', case when p #>> '{contact,name}' ~ '[[:cntrl:]]' then 'form' end
        union all
        select 'reference', case when p ? 'reference' and api_reference_is_taken(btrim(p ->> 'reference')) then 'taken' end
        union all
        select case when d.key in ('address', 'latitude', 'longitude') then 'place.' || d.key else d.key end, d.value
        from jsonb_each_text(describe_errors(p - '{place}'::text[] || coalesce(p -> 'place', '{}') || '{"ticket": ""}')) d
    ) e(member, word);
$$;
comment on function turno.api_open_errors(text, jsonb) is 'Errors of a ticket that a client of the API wants to open (R36).';
alter function turno.api_open_errors(text, jsonb) owner to turno_act;
revoke execute on function turno.api_open_errors(text, jsonb) from public;
