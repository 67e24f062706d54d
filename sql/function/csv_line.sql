-- Purpose: one line of a file that a spreadsheet opens (RFC 4180). What it would take for a formula gets an apostrophe before it.
-- Returns: the line, CRLF at its end.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.csv_line(p_cells text[])
returns text
language sql immutable
as $$
    select coalesce(string_agg('"' || replace(case when c ~ '^[-=+@＝＋－＠\t\r\n]' and c !~ '^-?\d+(\.\d+)?$' then '''' || c else coalesce(c, '') end, '"', '""')
        || '"', ',' order by n), '') || e'\r\n'
    from unnest(p_cells) with ordinality x(c, n);
$$;
comment on function turno.csv_line(text[]) is 'A line of CSV.';
revoke execute on function turno.csv_line(text[]) from public;
grant execute on function turno.csv_line(text[]) to turno_web;
