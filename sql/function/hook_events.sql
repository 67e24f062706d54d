-- Purpose: the words by which a webhook says what it wants to be told of (R34).
-- Returns: those words; * stands for all of them.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.hook_events()
returns text[]
language sql immutable
set search_path = turno, pg_temp
as $$
    select array['*', 'assigned', 'automation', 'category', 'closed', 'contact', 'converted', 'draft_sent', 'due', 'failed', 'held',
        'level', 'linked', 'lock', 'merged', 'message', 'note', 'opened', 'place', 'practice', 'priority', 'raised',
        'reference', 'reminder', 'reopened', 'reply', 'status', 'subject', 'turn'];
$$;
comment on function turno.hook_events() is 'Events that a webhook may ask for (R34).';
revoke execute on function turno.hook_events() from public;
