-- Purpose: what a command says in words, as the acts take it: contact (address; '' is none), customer (name),
--          category (path), operator, colleagues, chosen (logins), status and
--          priority (names). Called by the owner, before he becomes who acts.
-- Returns: p with ids in their place. TU003 for a word that names nothing.
-- Calls:   contact_find, customer_find, category_find, operator_find, status_find, priority_find, admin_refuse. Writes: nothing.
create or replace function turno.ticket_words(p jsonb)
returns jsonb
language plpgsql stable
set search_path = turno, pg_temp
as $$
begin
    if p ? 'operator' and p ? 'nobody' then
        perform admin_refuse('Name an operator or nobody, not both.');
    end if;
    return p || jsonb_strip_nulls(jsonb_build_object(
        'contact', case when p ->> 'contact' <> '' then contact_find(p ->> 'contact') end,
        'customer', case when p ? 'customer' then customer_find(p ->> 'customer') end,
        'category', case when p ? 'category' then category_find(p ->> 'category') end,
        'status', case when p ? 'status' then status_find(p ->> 'status') end,
        'priority', case when p ? 'priority' then priority_find(p ->> 'priority') end,
        'operator', case when p ? 'operator' then operator_find(p ->> 'operator') end,
        'colleagues', (select jsonb_agg(operator_find(x)) from jsonb_array_elements_text(p -> 'colleagues') x),
        'chosen', (select jsonb_agg(operator_find(x)) from jsonb_array_elements_text(p -> 'chosen') x)));
end
$$;
comment on function turno.ticket_words(jsonb) is 'Words of a command as ids for an act.';
revoke execute on function turno.ticket_words(jsonb) from public;
