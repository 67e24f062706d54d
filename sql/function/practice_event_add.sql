-- Purpose: write down what happened to a practice. p_actor: an operator, null for the command line.
-- Returns: nothing.
-- Calls:   nothing. Writes: practice_event, practice.updated_at.
create or replace function turno.practice_event_add(p_practice bigint, p_type text, p_actor bigint, p_channel text,
    p_old text default null, p_new text default null, p_note text default null)
returns void
language sql volatile
set search_path = turno, pg_temp
as $$
    insert into practice_event (practice_id, type, operator_id, channel, old, new, note)
    values (p_practice, p_type, p_actor, p_channel, p_old, p_new, p_note);
    update practice set updated_at = now() where id = p_practice;
$$;
comment on function turno.practice_event_add is 'Adds a line to the history of a practice.';
revoke execute on function turno.practice_event_add from public;
grant execute on function turno.practice_event_add to turno_gateway;
