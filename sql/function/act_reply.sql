-- Purpose: An operator's public reply by the web (R14, R19, R21); p as message_add takes it.
-- Returns: what message_add returns.
-- Calls:   message_add. Writes: what that writes.
create or replace function turno.act_reply(p jsonb)
returns jsonb
language sql volatile security definer
set search_path = turno, pg_temp
as $$
    select message_add(p, 'operator');
$$;
comment on function turno.act_reply(jsonb) is 'An operator''s public reply by the web (R14, R19, R21).';
alter function turno.act_reply(jsonb) owner to turno_act;
revoke execute on function turno.act_reply(jsonb) from public;
grant execute on function turno.act_reply(jsonb) to turno_web;
