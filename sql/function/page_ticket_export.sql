-- Purpose: the ticket list as a file (p: as page_ticket_list; up to 500 rows at once, "next" gives the rest).
-- Returns: {csv, next, is_bounded}; the first page begins with the names of the columns.
-- Calls:   page_ticket_list, csv_line. Writes: nothing.
create or replace function turno.page_ticket_export(p jsonb)
returns jsonb
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    c_columns constant text[] := '{number,reference,opened_at,updated_at,waiting_since,turn,status,level,priority,category,contact,address,assignee,subject,messages,documents}';
    v_page jsonb := page_ticket_list(p - 'before' || jsonb_build_object('limit', coalesce(p ->> 'limit', '500')));
begin
    return jsonb_build_object('next', v_page -> 'next', 'is_bounded', v_page -> 'is_bounded',
        'csv', case when coalesce(p ->> 'after', '') = '' then csv_line(c_columns) else '' end
            || coalesce((select string_agg(csv_line(array(select case c when 'contact' then t #>> '{contact,name}' when 'address' then t #>> '{contact,address}'
                    when 'priority' then t #>> '{priority,name}' else t ->> c end from unnest(c_columns) with ordinality x(c, m) order by m)), '' order by n)
                from jsonb_array_elements(v_page -> 'tickets') with ordinality y(t, n)), ''));
end
$$;
comment on function turno.page_ticket_export(jsonb) is 'The ticket list as CSV (R26).';
revoke execute on function turno.page_ticket_export(jsonb) from public;
grant execute on function turno.page_ticket_export(jsonb) to turno_web;
