-- Purpose: the fixed table of what administrators do by the web: nouns and verbs as on the command line.
-- Returns: name of the function; null for what is not in it.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.admin_function(p_noun text, p_verb text)
returns text
language sql immutable parallel safe
set search_path = turno, pg_temp
as $$
    select t.noun || '_' || v
    from (values
        ('operator', '{list,show,add,set,remove}'::text[]),
        ('contact', '{list,show,add,set,remove,merge}'),
        ('customer', '{list,show,add,set,remove}'),
        ('category', '{list,show,add,set,remove}'),
        ('mailbox', '{list,show,add,set,remove}'),
        ('status', '{list,show,add,set,remove}'),
        ('priority', '{list,show,add,set,remove}'),
        ('route', '{list,show,add,set,remove}'),
        ('setting', '{list,show,set,remove}'),
        ('notice', '{list,set}'),
        ('mute', '{list,add,remove}'),
        ('template', '{list,show,set,remove}'),
        ('model', '{list,show,add,set,remove}'),
        ('progress', '{list,show,add,set,remove}')) t(noun, verbs), unnest(t.verbs) v
    where t.noun = p_noun and v = p_verb;
$$;
comment on function turno.admin_function(text, text) is 'The function behind a noun and a verb of the administration.';
revoke execute on function turno.admin_function(text, text) from public;
grant execute on function turno.admin_function(text, text) to turno_act;
