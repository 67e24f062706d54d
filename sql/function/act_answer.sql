-- Purpose: A contact's message by the web (R14, R24); p as message_add takes it.
-- Returns: what message_add returns.
-- Calls:   message_add. Writes: what that writes.
create or replace function turno.act_answer(p jsonb)
returns jsonb
language sql volatile security definer
set search_path = turno, pg_temp
as $$
    select message_add(p, 'contact');
$$;
comment on function turno.act_answer(jsonb) is 'A contact''s message by the web (R14, R24).';
alter function turno.act_answer(jsonb) owner to turno_act;
revoke execute on function turno.act_answer(jsonb) from public;
grant execute on function turno.act_answer(jsonb) to turno_web;
