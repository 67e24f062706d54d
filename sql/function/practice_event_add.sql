-- Purpose: write down what happened to a practice. p_actor: an operator, null for the command line. p_attachment: the file that
--          p_old or p_new names; one that is not the practice's own is noted, so that its name is told to who sees it (R9).
-- Returns: nothing.
-- Calls:   nothing. Writes: practice_event, practice.updated_at.
create or replace function turno.practice_event_add(p_practice bigint, p_type text, p_actor bigint, p_channel text,
    p_old text default null, p_new text default null, p_note text default null, p_attachment bigint default null)
returns void
language sql volatile
set search_path = turno, pg_temp
as $$
    insert into practice_event (practice_id, type, operator_id, channel, old, new, note, attachment_id)
    values (p_practice, p_type, p_actor, p_channel, p_old, p_new, p_note,
        (select a.id from attachment a where a.id = p_attachment and a.practice_id is distinct from p_practice));
    update practice set updated_at = now() where id = p_practice;
$$;
comment on function turno.practice_event_add is 'Adds a line to the history of a practice.';
revoke execute on function turno.practice_event_add from public;
grant execute on function turno.practice_event_add to turno_gateway;
