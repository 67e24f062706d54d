-- Purpose: how many tickets with a tag the viewer sees (R9), counted up to p_most among the newest two thousand. The policies are asked for many
--          tickets at once: those of ticket_tag, asked row by row, took a second for a few tags.
-- Returns: that number.
-- Calls:   tag_tickets. Writes: nothing.
create or replace function turno.tag_seen(p_tag text, p_most integer)
returns integer
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    c_rows constant integer := 200;
    v_before bigint := 9223372036854775807;
    v_ids bigint[];
    v_seen integer := 0;
begin
    for i in 1 .. 10 loop
        v_ids := tag_tickets(p_tag, v_before, c_rows);
        v_seen := v_seen + (select count(*) from ticket t where t.id = any (v_ids));
        exit when v_seen >= p_most or cardinality(v_ids) < c_rows;
        v_before := v_ids[c_rows];
    end loop;
    return least(v_seen, p_most);
end
$$;
comment on function turno.tag_seen(text, integer) is 'How many tickets with a tag the viewer sees.';
revoke execute on function turno.tag_seen(text, integer) from public;
grant execute on function turno.tag_seen(text, integer) to turno_act;
