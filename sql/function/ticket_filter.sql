-- Purpose: a filter of the ticket list in its one form: whatever is not known or cannot be meant is left out, so that an old address or
--          a mistyped one shows a list and no error.
-- Returns: {contact, customer, category, status, priority, assignee, opened_by, turn, level, channel, tag: [values], text, created_from,
--          created_to, updated_from, updated_to, waiting: the turn began more than so many days ago, draft: none or only}, each only when it narrows.
--          assignee may be "none".
-- Calls:   filter_list, date_or_null. Writes: nothing.
create or replace function turno.ticket_filter(p jsonb)
returns jsonb
language plpgsql immutable
set search_path = turno, pg_temp
as $$
begin
    if p is null or p = '{}' then
        return '{}';
    end if;
    return (select jsonb_strip_nulls(jsonb_build_object('contact', filter_list(p -> 'contact', '\d{1,18}'),
        'customer', filter_list(p -> 'customer', '\d{1,18}'), 'category', filter_list(p -> 'category', '\d{1,18}'),
        'status', filter_list(p -> 'status', '\d{1,18}'), 'priority', filter_list(p -> 'priority', '\d{1,18}'),
        'assignee', filter_list(p -> 'assignee', '\d{1,18}|none'), 'opened_by', filter_list(p -> 'opened_by', '\d{1,18}'),
        'turn', filter_list(p -> 'turn', 'operator|contact|closed'), 'level', filter_list(p -> 'level', 'base|advanced'),
        'channel', filter_list(p -> 'channel', 'mail|pec|web|phone|desk|api'),
        'tag', filter_list(p -> 'tag', '[[:alnum:]][[:alnum:] _.-]{0,39}'),
        'text', nullif(btrim(left(p ->> 'text', 200)), ''),
        'created_from', date_or_null(p ->> 'created_from'), 'created_to', date_or_null(p ->> 'created_to'),
        'updated_from', date_or_null(p ->> 'updated_from'), 'updated_to', date_or_null(p ->> 'updated_to'),
        'waiting', substring(p ->> 'waiting' from '^\d{1,4}$')::integer, 'draft', substring(p ->> 'draft' from '^(?:none|only)$'))));
end
$$;
comment on function turno.ticket_filter(jsonb) is 'A filter of the ticket list without what is not known (R26).';
revoke execute on function turno.ticket_filter(jsonb) from public;
grant execute on function turno.ticket_filter(jsonb) to turno_web, turno_act;
