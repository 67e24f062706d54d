-- Purpose: write down that rows of blob, or uploads, came or went: turno verify compares (R23). A line of its own each
--          time, so that nobody waits for anybody.
-- Returns: nothing. p_rows: how many came, below zero how many went; p_mark: the exclusive or of their marks.
-- Calls:   nothing. Writes: tally.
create or replace function turno.tally_add(p_kind text, p_rows bigint, p_mark bigint)
returns void
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
begin
    insert into tally (kind, rows, mark) values (p_kind, p_rows, p_mark);
end
$$;
comment on function turno.tally_add(text, bigint, bigint) is 'Counts rows that came or went, for turno verify (R23).';
alter function turno.tally_add(text, bigint, bigint) owner to turno_gateway;
revoke execute on function turno.tally_add(text, bigint, bigint) from public;
grant execute on function turno.tally_add(text, bigint, bigint) to turno_act;
