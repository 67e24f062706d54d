-- Purpose: a place in a sorted list as it stands in an address: "rank_number_id_text", what the last row seen is sorted by.
-- Returns: its parts; nothing when the text is none.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.ticket_place(p_place text)
returns table (rank bigint, number bigint, id bigint, word text)
language sql immutable
as $$
    select m[1]::bigint, m[2]::bigint, m[3]::bigint, m[4]
    from regexp_match(p_place, '^(\d{1,18})_(-?\d{1,18})_(\d{1,18})_(.{0,60})$') m where m is not null;
$$;
comment on function turno.ticket_place(text) is 'Parts of a place in a sorted list.';
revoke execute on function turno.ticket_place(text) from public;
grant execute on function turno.ticket_place(text) to turno_web;
