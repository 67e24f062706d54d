-- Purpose: turno notice list.
-- Returns: what notice_json returns.
-- Calls:   notice_json. Writes: nothing.
create or replace function turno.notice_list(p jsonb)
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    select notice_json();
$$;
comment on function turno.notice_list(jsonb) is 'Who is told of what (R34).';
revoke execute on function turno.notice_list(jsonb) from public;
grant execute on function turno.notice_list(jsonb) to turno_act;
