-- Purpose: for whom an operator opens a ticket, as his form says it: the contact chosen while typing, else what he ticked (found: contact-N,
--          customer-N for all of a customer, or new). Words typed and not chosen are a search, whatever is ticked, but not beside a new one.
-- Returns: {contact, customer, is_new, is_search}.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.open_who(p jsonb)
returns jsonb
language sql immutable
set search_path = turno, pg_temp
as $$
    select jsonb_build_object('contact', x.contact, 'customer', case when x.contact is null then x.customer end,
        'is_new', x.contact is null and x.found = 'new',
        'is_search', coalesce(p ->> 'what', '') = 'find' or x.contact is null and x.found <> 'new' and x.words <> '')
    from (select y.found, y.words, coalesce((p ->> 'contact')::bigint, case when y.words = '' then substring(y.found from '^contact-([0-9]{1,15})$')::bigint end) as contact,
            case when y.words = '' then substring(y.found from '^customer-([0-9]{1,15})$')::bigint end as customer
        from (select coalesce(p ->> 'found', '') as found, btrim(coalesce(p ->> 'contact_text', '')) as words) y) x;
$$;
comment on function turno.open_who(jsonb) is 'For whom a form opens a ticket.';
revoke execute on function turno.open_who(jsonb) from public;
grant execute on function turno.open_who(jsonb) to turno_web, turno_act;
